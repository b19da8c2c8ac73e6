# Reference results of R's survey package (4.1 or later) for tests/protection/test_vs_r_survey.py: protection, migration,
# safety and dialogue. Run in this folder:  Rscript rates.R     It reads rates_sample.csv and writes rates_r.csv.
suppressMessages(library(survey))
frame <- read.csv("rates_sample.csv", na.strings = "")
is <- function(x, ...) x %in% c(...)
frame <- within(frame, {
  everybody <- TRUE
  works <- is(worked_hour, "yes") | is(temporarily_absent, "yes")
  employee <- works & is(status, "employee")
  cover <- 100 * is(social_security, "yes")
  known_union <- is(union_member, "yes", "no")
  union <- 100 * is(union_member, "yes")
  agreement <- 100 * is(collective_agreement, "yes")
  can_bargain <- employee & !is(institution, "government")

  # A drive (0.3, registered private businesses), then a duty from 10 persons (compliance 0.5), then a subsidy (0.5,
  # response 0.4) for employees paid below 800,000 a month. Rate 0.02, ceiling 1,000,000, reference pay 600,000.
  uncovered <- works & !is(social_security, "yes")
  private <- employee & is(institution, "private business")
  pay <- ifelse(is.na(monthly_pay), 600000, monthly_pay)
  r1 <- 0.3 * (private & is(registered, "yes"))
  r2 <- 0.5 * (private & is(size, "10-19", "20-49", "50+"))
  target <- employee & pay < 800000
  r3 <- 0.5 * 0.4 * target
  newly <- uncovered * (1 - (1 - r1) * (1 - r2) * (1 - r3))
  newly_percent <- 100 * newly
  contribution <- 12 * 0.02 * pmin(pay, 1000000)
  contributions <- newly * contribution
  state <- 0.5 * target * contribution * (newly + (works & !uncovered)) + 50000 * uncovered * r1

  months <- ifelse(!is.na(monthly_earnings) & monthly_earnings > 0, cost / monthly_earnings, NA)
  has_months <- !is.na(months)
  here <- 1 * is(province, "Coast"); there <- 1 * is(province_5_years_ago, "Coast")
  net <- 1000 * (here - there); middle <- (here + there) / 2
  at_coast <- !is.na(province_5_years_ago) & middle > 0
  one <- 1
  lake_to_coast <- is(province_5_years_ago, "Lake") & is(province, "Coast")

  told <- works & !is.na(injured)
  case <- 1 * is(injured, "yes")
  injured_100000 <- 1e5 * case
  full_time <- pmin(usual_hours / 40, 1)
  injured_million <- 1e6 * case
  hours <- usual_hours * 365 / 7
  days <- pmin(days_lost, 365)
  told_days <- told & !(case == 1 & is.na(days))
  days_million <- 1e6 * ifelse(case == 1, days, 0)
  case_days <- told_days & case == 1
})
design <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE)
# The smallest value with F(x) >= p, also below the smallest value's own share of the weights (see survey.R).
math_rule <- function(x, w, p) {
  first <- which.min(x)
  if (p * sum(w) <= w[first]) x[first] else survey:::qrule_math(x, w, p)
}
results <- list()
keep <- function(name, sex, d, estimate, se, low, high)
  results[[length(results) + 1]] <<- data.frame(name, sex, estimate = as.numeric(estimate), se = as.numeric(se),
    low = as.numeric(low), high = as.numeric(high), df = degf(d), n = nrow(d))
statistic <- function(name, sex, d, stat) {
  interval <- suppressWarnings(confint(stat, df = degf(d)))
  keep(name, sex, d, coef(stat), SE(stat), interval[1], interval[2])
}
f <- function(x) as.formula(paste("~", x))
for (sex in c("", "female", "male")) {
  part <- function(rows) { rows <- frame[[rows]] & (sex == "" | is(frame$sex, sex)); design[which(rows), ] }
  mean_of <- function(name, x, rows) { d <- part(rows); statistic(name, sex, d, svymean(f(x), d)) }
  total_of <- function(name, x, rows) { d <- part(rows); statistic(name, sex, d, svytotal(f(x), d)) }
  ratio_of <- function(name, y, x, rows) { d <- part(rows); statistic(name, sex, d, svyratio(f(y), f(x), d)) }
  mean_of("coverage", "cover", "employee")
  total_of("newly covered", "newly", "uncovered")
  mean_of("newly covered percent", "newly_percent", "uncovered")
  total_of("contributions", "contributions", "works")
  total_of("state", "state", "works")
  mean_of("recruitment mean", "months", "has_months")
  for (p in c(0.5, 0.8)) {
    d <- part("has_months")
    q <- suppressWarnings(svyquantile(~months, d, p, interval.type = "mean", qrule = math_rule, df = degf(d)))$months
    keep(paste("recruitment", p), sex, d, q[1, "quantile"], q[1, "se"], q[1, 2], q[1, 3])
  }
  ratio_of("net migration", "net", "middle", "at_coast")
  total_of("flow", "one", "lake_to_coast")
  mean_of("incidence", "injured_100000", "told")
  ratio_of("incidence full-time", "injured_100000", "full_time", "told")
  ratio_of("frequency", "injured_million", "hours", "told")
  ratio_of("severity", "days_million", "hours", "told_days")
  mean_of("days per case", "days", "case_days")
  mean_of("density", "union", "employee")
  frame$known_member <- frame$employee & frame$known_union
  mean_of("density known", "union", "known_member")
  mean_of("bargaining", "agreement", "employee")
  mean_of("bargaining adjusted", "agreement", "can_bargain")
}
all <- do.call(rbind, results)
for (v in c("estimate", "se", "low", "high")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "rates_r.csv", row.names = FALSE, quote = FALSE, na = "")
