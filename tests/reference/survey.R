# Reference results of R's survey package (4.1 or later) for tests/survey/test_vs_r_survey.py.
# Run in this folder:  Rscript survey.R     It reads survey_sample.csv and writes survey_r.csv.
suppressMessages(library(survey))
frame <- read.csv("survey_sample.csv", na.strings = "")
frame$one <- 1

designs <- list(
  full        = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE),
  fpc         = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE, fpc = ~psus),
  no_strata   = svydesign(~interaction(stratum, psu), weights = ~weight, data = frame),
  no_psu      = svydesign(~1, strata = ~stratum, weights = ~weight, data = frame),
  no_weight   = svydesign(~psu, strata = ~stratum, weights = ~one, data = frame, nest = TRUE),
  simple      = svydesign(~1, weights = ~one, data = frame),
  lonely      = svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = frame, nest = TRUE),
  lonely_fpc  = svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = frame, nest = TRUE,
                          fpc = ~psus_lonely)
)
domains <- list(
  all       = rep(TRUE, nrow(frame)),
  adults    = frame$age >= 15,
  urban     = frame$area == "urban",
  one_psu   = frame$stratum == "A" & frame$psu == 2 | frame$stratum == "E"
)
groups <- list(
  none = list(list(sex = NA, area = NA, rows = rep(TRUE, nrow(frame)))),
  sex = lapply(c("female", "male"), function(s) list(sex = s, area = NA, rows = frame$sex %in% s)),
  sex_area = unlist(lapply(c("female", "male"), function(s) lapply(c("rural", "urban"), function(a)
    list(sex = s, area = a, rows = frame$sex %in% s & frame$area %in% a))), recursive = FALSE)
)

# Below the smallest value's own share of the weights, survey 4.1.1 returns the second smallest value
# (survey:::qrule_math(c(1, 2, 3), c(5, 1, 1), 0.1) is 2). The definition "smallest x with F(x) >= p" says the smallest.
math_rule <- function(x, w, p) {
  first <- which.min(x)
  if (p * sum(w) <= w[first]) x[first] else survey:::qrule_math(x, w, p)
}

results <- list()
keep <- function(case, estimator, column, extra, group, estimate, se, interval, df, n)
  results[[length(results) + 1]] <<- data.frame(case, estimator, column, extra, sex = group$sex, area = group$area,
    estimate = as.numeric(estimate), se = as.numeric(se), low = interval[1], high = interval[2], df, n)
statistic <- function(case, estimator, column, extra, group, stat, d, scale = 1)
  keep(case, estimator, column, extra, group, scale * coef(stat), scale * SE(stat),
       scale * suppressWarnings(confint(stat, df = degf(d))), degf(d), nrow(d))

estimate_all <- function(case, design, group) {
  answered <- function(...) {
    rows <- group$rows
    for (v in c(...)) rows <- rows & !is.na(design$variables[[v]])
    subset(design, rows)
  }
  if (sum(group$rows) == 0) return(invisible())
  d <- answered();                statistic(case, "total", "", "", group, svytotal(~one, d), d)
  d <- answered("pay");           statistic(case, "total", "pay", "", group, svytotal(~pay, d), d)
                                  statistic(case, "mean", "pay", "", group, svymean(~pay, d), d)
  q <- c(0.1, 0.25, 0.5, 0.9)
  for (p in q) {
    found <- suppressWarnings(svyquantile(~pay, d, p, interval.type = "mean", qrule = math_rule, df = degf(d)))$pay
    keep(case, "quantile", "pay", p, group, found[1, "quantile"], found[1, "se"], as.numeric(found[1, 2:3]), degf(d),
         nrow(d))
  }
  d <- answered("informal");      statistic(case, "share", "informal", "", group, svymean(~informal, d), d, 100)
  d <- answered("pay", "hours");  statistic(case, "ratio", "pay/hours", "", group, svyratio(~pay, ~hours, d), d)
  d <- answered("education")
  for (k in c("higher", "none", "primary", "secondary")) {
    d <- update(d, is_k = as.numeric(education == k))
    statistic(case, "share", "education", k, group, svymean(~is_k, d), d, 100)
  }
}

for (name in names(designs)) {
  rules <- if (grepl("lonely", name)) c("certainty", "adjust", "average") else "fail"
  for (rule in rules) for (domain in names(domains)) for (by in names(groups)) for (group in groups[[by]]) {
    options(survey.lonely.psu = rule)
    group$rows <- group$rows & domains[[domain]]
    estimate_all(paste(name, rule, domain, by, sep = ":"), designs[[name]], group)
  }
}
all <- do.call(rbind, results)
for (v in c("estimate", "se", "low", "high")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "survey_r.csv", row.names = FALSE, quote = FALSE, na = "")
