# Reference results of R's laeken (0.5.2) and survey (4.1 or later) for tests/inequality and tests/wages.
# Run in this folder:  Rscript inequality.R     It reads survey_sample.csv and writes inequality_r.csv.
#
# Estimates of the Gini, the quintile share ratio (boundary "whole"), the gap and the rate below a fraction of the median
# are laeken's. Standard errors come from survey:
#   gini, qsr_split, palma  a numerical derivative of the estimator by each weight, then svytotal: no formula is shared.
#                           The Gini that is differentiated is laeken's own.
#   qsr                     the linearised variable of Langel and Tillé (2011), then svytotal.
#   gap_mean, kaitz_mean    svyby(..., covmat = TRUE), then svycontrast.
#   kaitz_median            svyquantile and the delta method.
#   factor_gap              svyby over the cells' totals, then svycontrast with the cells' shares and means.
suppressMessages({library(survey); library(laeken)})
frame <- read.csv("survey_sample.csv", na.strings = "")
frame$one <- 1

designs <- list(
  full    = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE),
  fpc     = svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE, fpc = ~psus),
  no_psu  = svydesign(~1, strata = ~stratum, weights = ~weight, data = frame),
  lonely  = svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = frame, nest = TRUE)
)
domains <- list(all = rep(TRUE, nrow(frame)), adults = frame$age >= 15, urban = frame$area == "urban",
                women = frame$sex %in% "female")

# Sums below a quantile, with the person at the boundary counted pro rata.
held_below <- function(x, w, q) {
  s <- order(x); x <- x[s]; w <- w[s]; target <- q * sum(w)
  sum(x * pmin(w, pmax(0, target - (cumsum(w) - w))))
}
palma <- function(x, w) (sum(w * x) - held_below(x, w, 0.9)) / held_below(x, w, 0.4)
qsr_split <- function(x, w) (sum(w * x) - held_below(x, w, 0.8)) / held_below(x, w, 0.2)
laeken_gini <- function(x, w) gini(x, weights = w)$value

by_weight <- function(measure, x, w) vapply(seq_along(x), function(k) {
  step <- 1e-3 * w[k]; up <- down <- w
  up[k] <- w[k] + step; down[k] <- w[k] - step
  (measure(x, up) - measure(x, down)) / (2 * step)
}, 0)

# Langel and Tillé: the influence on the sum below the quantile of order q.
below <- function(x, w, q) {
  quantile <- laeken::weightedQuantile(x, w, q)
  list(sum = sum((w * x)[x <= quantile]), lin = x * (x <= quantile) - quantile * ((x <= quantile) - q))
}
qsr_linearised <- function(x, w) {
  bottom <- below(x, w, 0.2); lower <- below(x, w, 0.8); top <- sum(w * x) - lower$sum
  (x - lower$lin) / bottom$sum - top * bottom$lin / bottom$sum^2
}

results <- list()
keep <- function(case, measure, estimate, se, n)
  results[[length(results) + 1]] <<- data.frame(case, measure, estimate = as.numeric(estimate), se = as.numeric(se), n)
with_total <- function(d, u) as.numeric(SE(svytotal(~u, update(d, u = u))))

inequality <- function(case, d) {
  x <- d$variables$pay; w <- weights(d)
  keep(case, "gini", laeken_gini(x, w), with_total(d, by_weight(laeken_gini, x, w)), nrow(d))
  keep(case, "qsr", qsr(x, weights = w)$value, with_total(d, qsr_linearised(x, w)), nrow(d))
  keep(case, "qsr_split", qsr_split(x, w), with_total(d, by_weight(qsr_split, x, w)), nrow(d))
  keep(case, "palma", palma(x, w), with_total(d, by_weight(palma, x, w)), nrow(d))
  keep(case, "low", arpr(x, weights = w, p = 2 / 3)$value, NA, nrow(d))
  mean <- svycontrast(svymean(~pay, d), quote(100 * 120 / pay))
  keep(case, "kaitz_mean", coef(mean), SE(mean), nrow(d))
  median <- svyquantile(~pay, d, 0.5, interval.type = "mean", qrule = "math", df = degf(d))$pay
  keep(case, "kaitz_median", 100 * 120 / median[1, "quantile"], 100 * 120 / median[1, "quantile"]^2 * median[1, "se"],
       nrow(d))
}

gap <- function(case, d) {
  sex <- factor(d$variables$sex)
  means <- svyby(~pay, ~sex, d, svymean, covmat = TRUE)
  mean_gap <- svycontrast(means, quote(100 * (male - female) / male))
  stopifnot(all.equal(as.numeric(coef(mean_gap)), 100 * gpg(d$variables$pay, sex, "mean", weights(d))$value))
  keep(case, "gap_mean", coef(mean_gap), SE(mean_gap), nrow(d))
  keep(case, "gap_median", 100 * gpg(d$variables$pay, sex, "median", weights(d))$value, NA, nrow(d))
}

factor_gap <- function(case, d) {
  # Totals of pay and people by area and sex in one svytotal: all their covariances are known.
  cells <- c("mr", "mu", "fr", "fu")
  of <- list(mr = c("male", "rural"), mu = c("male", "urban"), fr = c("female", "rural"), fu = c("female", "urban"))
  for (cell in cells) {
    inside <- as.numeric(d$variables$sex == of[[cell]][1] & d$variables$area == of[[cell]][2])
    d$variables[[paste0("n_", cell)]] <- inside
    d$variables[[paste0("y_", cell)]] <- inside * d$variables$pay
  }
  totals <- svytotal(~n_mr + n_mu + n_fr + n_fu + y_mr + y_mu + y_fr + y_fu, d)
  average <- svycontrast(totals, quote(100 * ((n_mr + n_fr) * (1 - (y_fr / n_fr) / (y_mr / n_mr)) +
    (n_mu + n_fu) * (1 - (y_fu / n_fu) / (y_mu / n_mu))) / (n_mr + n_fr + n_mu + n_fu)))
  keep(case, "factor_gap", coef(average), SE(average), nrow(d))
}

for (name in names(designs)) {
  rules <- if (name == "lonely") c("certainty", "adjust", "average") else "fail"
  for (rule in rules) for (domain in names(domains)) {
    options(survey.lonely.psu = rule)
    case <- paste(name, rule, domain, sep = ":")
    answered <- domains[[domain]] & !is.na(frame$pay)
    inequality(case, subset(designs[[name]], answered))
    if (domain == "women") next
    d <- subset(designs[[name]], answered & !is.na(frame$sex))
    gap(case, d)
    if (domain != "urban") factor_gap(case, d)
  }
}
# The same figures from a jackknife over PSUs, which does not linearise: an approximate check.
x <- subset(as.svrepdesign(designs$full, type = "JKn"), !is.na(pay))
jackknife <- function(measure, f) {
  found <- withReplicates(x, function(w, data) f(data$pay, w))
  keep("jackknife:fail:all", measure, coef(found), SE(found), nrow(x))
}
jackknife("gini", laeken_gini)
jackknife("qsr_split", qsr_split)
jackknife("palma", palma)

all <- do.call(rbind, results)
for (v in c("estimate", "se")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "inequality_r.csv", row.names = FALSE, quote = FALSE, na = "")
