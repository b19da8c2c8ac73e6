# Reference results of R's survey package (4.1 or later) for tests/regression/test_vs_r_svyglm.py.
# Run in this folder:  Rscript regression.R     It reads survey_sample.csv and writes regression_r.csv.
#
# Coefficients and their standard errors are svyglm's. Average marginal effects have no function in the package: their
# influence is found here by brute force, fitting the model again with the weights of one PSU a little larger and a
# little smaller, and the variance of the total of those influences is svytotal's.
suppressMessages(library(survey))
frame <- read.csv("survey_sample.csv", na.strings = "")
frame$sex <- factor(frame$sex)
frame$education <- factor(frame$education, levels = c("none", "primary", "secondary", "higher"))
frame$age2 <- frame$age^2
frame$one <- 1

designs <- list(
  full      = function(f) svydesign(~psu, strata = ~stratum, weights = ~weight, data = f, nest = TRUE),
  fpc       = function(f) svydesign(~psu, strata = ~stratum, weights = ~weight, data = f, nest = TRUE, fpc = ~psus),
  no_strata = function(f) svydesign(~interaction(stratum, psu), weights = ~weight, data = f),
  no_psu    = function(f) svydesign(~1, strata = ~stratum, weights = ~weight, data = f),
  simple    = function(f) svydesign(~1, weights = ~one, data = f),
  lonely    = function(f) svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = f, nest = TRUE)
)
domains <- list(all = rep(TRUE, nrow(frame)), adults = frame$age >= 15, urban = frame$area == "urban")
models <- list(
  linear = list(pay ~ age + age2 + sex + education, gaussian()),
  logit  = list(informal ~ age + age2 + sex + hours, quasibinomial())
)
exactly <- glm.control(epsilon = 1e-15, maxit = 100)

results <- list()
keep <- function(case, what, term, estimate, se, df, n)
  results[[length(results) + 1]] <<- data.frame(case, what, term, estimate = as.numeric(estimate), se = as.numeric(se),
                                                df = as.numeric(df), n)

# Average marginal effects of the linear predictor's variables, from coefficients and records.
effects <- function(beta, rows, w, model) {
  inverse <- if (model == "logit") plogis else identity
  slope <- if (model == "logit") dlogis else function(eta) rep(1, length(eta))
  mean_of <- function(change) sum(w * change) / sum(w)
  # R's data frame of the domain with a column changed, and the predictor there
  at <- function(...) {
    changed <- transform(rows, ...)
    drop(model.matrix(delete.response(terms(models[[model]][[1]])), changed,
                      xlev = list(sex = levels(frame$sex), education = levels(frame$education))) %*% beta)
  }
  eta <- at()
  out <- c(age = mean_of(slope(eta) * (beta["age"] + 2 * beta["age2"] * rows$age)))
  if ("hours" %in% names(beta)) out["hours"] <- mean_of(slope(eta) * beta["hours"])
  out["sex: male"] <- mean_of(inverse(at(sex = factor("male", levels(frame$sex)))) -
                              inverse(at(sex = factor("female", levels(frame$sex)))))
  if ("educationprimary" %in% names(beta)) for (k in levels(frame$education)[-1])
    out[paste("education:", k)] <- mean_of(inverse(at(education = factor(k, levels(frame$education)))) -
                                           inverse(at(education = factor("none", levels(frame$education)))))
  names(out) <- sub("\\..*", "", names(out))
  out
}
refitted <- function(rows, w, model) {
  rows$.w <- w / mean(w)
  beta <- coef(suppressWarnings(glm(models[[model]][[1]], models[[model]][[2]], rows, weights = .w, control = exactly)))
  effects(beta, rows, w, model)
}

for (name in names(designs)) {
  rules <- if (name == "lonely") c("certainty", "adjust", "average") else "fail"
  for (rule in rules) for (domain in names(domains)) for (model in names(models)) {
    options(survey.lonely.psu = rule)
    case <- paste(name, rule, domain, model, sep = ":")
    used <- domains[[domain]] & complete.cases(frame[, c(all.vars(models[[model]][[1]]), "weight")])
    design <- subset(designs[[name]](frame), used)
    fit <- suppressWarnings(svyglm(models[[model]][[1]], design, family = models[[model]][[2]], control = exactly))
    keep(case, "coefficient", names(coef(fit)), coef(fit), SE(fit), fit$df.residual, nobs(fit))
    if (!name %in% c("full", "fpc", "lonely") || domain == "urban") next
    w <- if (name == "simple") frame$one else frame$weight
    psu <- interaction(frame$stratum, frame$psu, drop = TRUE)
    rows <- frame[used, ]
    estimate <- refitted(rows, w[used], model)
    influence <- sapply(levels(psu), function(j) {
      moved <- function(e) refitted(rows, w[used] * ifelse(psu[used] == j, 1 + e, 1), model)
      difference <- function(e) (moved(e) - moved(-e)) / (2 * e)
      (4 * difference(0.002) - difference(0.004)) / 3
    })
    # One record for each PSU carries its whole influence, which already includes the weights.
    first <- !duplicated(psu)
    for (term in names(estimate)) {
      carrier <- frame
      carrier$z <- ifelse(first, influence[term, as.character(psu)] / w, 0)
      keep(case, "effect", term, estimate[term], SE(svytotal(~z, designs[[name]](carrier))), fit$df.residual, nobs(fit))
    }
  }
}
all <- do.call(rbind, results)
for (v in c("estimate", "se")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "regression_r.csv", row.names = FALSE, quote = FALSE, na = "")
