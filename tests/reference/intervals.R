# Reference results of R's survey package (4.1 or later) for tests/survey/test_intervals.py: svyciprop(), and design effects.
# "xlogit" is "logit" without the last few steps of svyglm's iteration, which end at 1e-8.
# Run in this folder:  Rscript intervals.R     It reads survey_sample.csv and writes intervals_r.csv.
suppressMessages(library(survey))
frame <- read.csv("survey_sample.csv", na.strings = "")
design <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE)
answered <- subset(design, !is.na(education))
results <- list()
for (k in c("higher", "none", "primary", "secondary")) for (s in c("", "female", "male")) {
  d <- update(answered, is_k = as.numeric(education == k))
  if (s != "") d <- subset(d, sex %in% s)
  for (method in c("xlogit", "beta", "mean")) {
    found <- svyciprop(~is_k, d, method = method, df = degf(d))
    ends <- as.numeric(confint(found))
    deff <- attr(svymean(~is_k, d, deff = TRUE), "deff")
    results[[length(results) + 1]] <- data.frame(category = k, sex = s, method, estimate = 100 * as.numeric(found),
      low = 100 * ends[1], high = 100 * ends[2], deff = as.numeric(deff))
  }
}
for (s in c("", "female", "male")) {
  d <- subset(design, !is.na(pay))
  if (s != "") d <- subset(d, sex %in% s)
  m <- svymean(~pay, d, deff = TRUE)
  results[[length(results) + 1]] <- data.frame(category = "", sex = s, method = "mean of pay",
    estimate = as.numeric(coef(m)), low = NA, high = NA, deff = as.numeric(attr(m, "deff")))
}
# Design effects of totals (of groups of people: among everybody whose group is known) and of ratios.
keep <- function(method, sex, estimate, deff) results[[length(results) + 1]] <<- data.frame(category = "", sex, method,
  estimate = as.numeric(estimate), low = NA, high = NA, deff = as.numeric(deff))
with_sex <- subset(design, !is.na(sex))
people <- svytotal(~sex, with_sex, deff = TRUE)
for (k in 1:2) keep("people", c("female", "male")[k], coef(people)[k], diag(attr(people, "deff"))[k])
for (s in c("", "female", "male")) {
  d <- if (s == "") design else subset(design, sex %in% s)
  total <- svytotal(~pay, subset(d, !is.na(pay)), deff = TRUE)
  keep("total of pay", s, coef(total), attr(total, "deff"))
  ratio <- svyratio(~pay, ~hours, subset(d, !is.na(pay) & !is.na(hours)), deff = TRUE)
  keep("pay per hour", s, coef(ratio), attr(ratio, "deff"))
}
all <- do.call(rbind, results)
for (v in c("estimate", "low", "high", "deff")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "intervals_r.csv", row.names = FALSE, quote = FALSE)
