# Reference results of R's survey package (4.1 or later) for tests/survey/test_differences.py.
# Run in this folder:  Rscript differences.R     It reads survey_sample.csv and writes differences_r.csv.
# Within one survey: svycontrast() on svyby(covmat=TRUE). Between two: the sample is split by its PSUs
# (of even and of odd number) and put together again as strata of their own, svyttest(). p-values by Student's t with the degrees of
# freedom that stand beside, as svycontrast has none and svyttest takes one less.
suppressMessages(library(survey))
frame <- read.csv("survey_sample.csv", na.strings = "")
frame <- within(frame, {
  one <- 1
  informal_percent <- 100 * informal
  female <- as.numeric(sex == "female")
})
designs <- list(
  full    = list(design = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE),
                 rule = "fail"),
  fpc     = list(design = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE,
                                    fpc = ~psus), rule = "fail"),
  no_psu  = list(design = svydesign(~1, strata = ~stratum, weights = ~weight, data = frame), rule = "fail"),
  lonely  = list(design = svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = frame, nest = TRUE),
                 rule = "certainty")
)
results <- list()
keep <- function(case, estimator, area, stat, df) {
  estimate <- as.numeric(coef(stat)); se <- as.numeric(SE(stat))
  half <- qt(0.975, df) * se
  results[[length(results) + 1]] <<- data.frame(case, estimator, area, estimate, se, low = estimate - half,
    high = estimate + half, df, p = 2 * pt(-abs(estimate / se), df))
}
answered <- function(d, ...) {
  rows <- rep(TRUE, nrow(d))
  for (v in c(...)) rows <- rows & !is.na(d$variables[[v]])
  subset(d, rows)
}
# female minus male, in each area, and the difference of these two differences (rural minus urban)
compare <- function(case, name, d, statistic, ...) {
  whole <- statistic(~sex, d)
  keep(case, name, "", svycontrast(whole, c(1, -1)), degf(answered(d, "sex")))
  d <- answered(d, "sex", "area")
  each <- statistic(~sex + area, d)
  cells <- paste(attr(each, "svyby")$margins)
  order_of <- names(coef(each))
  at <- function(sex, area) as.numeric(order_of == paste(sex, area, sep = "."))
  for (a in c("rural", "urban"))
    keep(case, name, a, svycontrast(each, at("female", a) - at("male", a)), degf(subset(d, area == a)))
  both <- at("female", "rural") - at("male", "rural") - at("female", "urban") + at("male", "urban")
  keep(case, name, "rural minus urban", svycontrast(each, both), degf(d))
}
for (name in names(designs)) {
  options(survey.lonely.psu = designs[[name]]$rule)
  d <- designs[[name]]$design
  compare(name, "mean", answered(d, "pay"), function(by, d) svyby(~pay, by, d, svymean, covmat = TRUE))
  compare(name, "total", answered(d, "pay"), function(by, d) svyby(~pay, by, d, svytotal, covmat = TRUE))
  compare(name, "share", answered(d, "informal"),
          function(by, d) svyby(~informal_percent, by, d, svymean, covmat = TRUE))
  compare(name, "ratio", answered(d, "pay", "hours"),
          function(by, d) svyby(~pay, by, d, svyratio, denominator = ~hours, covmat = TRUE))
}
# Two samples: those of even and of odd PSUs, as if they were two surveys.
options(survey.lonely.psu = "certainty")
frame$round <- frame$psu %% 2
frame$stratum_round <- paste(frame$stratum, frame$round)
d <- svydesign(~psu, strata = ~stratum_round, weights = ~weight, data = frame, nest = TRUE)
for (v in c("pay", "informal_percent")) {
  dv <- answered(d, v)
  test <- svyttest(as.formula(paste(v, "~ round")), dv)
  each <- lapply(0:1, function(r) {
    s <- subset(dv, round == r)
    m <- svymean(as.formula(paste0("~", v)), s)
    c(variance = as.numeric(vcov(m)), df = degf(s), mean = as.numeric(coef(m)))
  })
  variance <- sapply(each, `[[`, "variance"); df <- sapply(each, `[[`, "df")
  satterthwaite <- floor(sum(variance)^2 / sum(variance^2 / df))
  estimate <- as.numeric(test$estimate); se <- estimate / as.numeric(test$statistic)
  results[[length(results) + 1]] <- data.frame(case = "two surveys", estimator = v, area = "", estimate, se,
    low = estimate - qt(0.975, satterthwaite) * se, high = estimate + qt(0.975, satterthwaite) * se,
    df = satterthwaite, p = 2 * pt(-abs(estimate / se), satterthwaite))
}
all <- do.call(rbind, results)
for (v in c("estimate", "se", "low", "high", "p")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "differences_r.csv", row.names = FALSE, quote = FALSE, na = "")
