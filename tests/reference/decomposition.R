# Reference results in R for tests/decomposition/test_vs_r.py, with R's survey package (4.1 or later) and laeken.
# Run in this folder:  Rscript decomposition.R     It reads survey_sample.csv and writes decomposition_r.csv.
#
# Everything here takes another way than the library: coefficients by lm() with sum contrasts (which are the normalised
# effects), standard errors by brute force. The whole decomposition is made again with the weights of one PSU a little
# larger and a little smaller; the variance of the total of these numerical influences is svytotal's. For quantiles,
# which jump when weights move, estimates only.
suppressMessages({library(survey); library(laeken)})
frame <- read.csv("survey_sample.csv", na.strings = "")
levels_of_education <- c("none", "primary", "secondary", "higher")
frame$education <- factor(frame$education, levels = levels_of_education)
contrasts(frame$education) <- contr.sum(4)
frame$log_pay <- log(frame$pay)
frame$age2 <- frame$age^2
frame$psu_of_all <- interaction(frame$stratum, frame$psu, drop = TRUE)
used <- with(frame, age >= 15 & complete.cases(pay, sex, education, hours))
records <- frame[used, ]
male <- records$sex == "male"
BANDWIDTH <- 0.3

designs <- list(
  full   = function(f) svydesign(~psu, strata = ~stratum, weights = ~weight, data = f, nest = TRUE),
  fpc    = function(f) svydesign(~psu, strata = ~stratum, weights = ~weight, data = f, nest = TRUE, fpc = ~psus),
  lonely = function(f) svydesign(~psu, strata = ~stratum_lonely, weights = ~weight, data = f, nest = TRUE)
)

# Recentred influence functions, by definition and brute force.
smallest <- function(y, w, q) sort(y)[which(cumsum(w[order(y)]) / sum(w) >= q - 1e-12)[1]]
rif <- list(
  mean = function(y, w) y,
  variance = function(y, w) (y - weighted.mean(y, w))^2,
  gini = function(y, w) {
    mu <- weighted.mean(y, w)
    at_most <- drop(outer(y, y, ">=") %*% w) / sum(w)
    above <- drop(outer(y, y, "<") %*% (w * y)) / sum(w)
    o <- order(y); c <- cumsum(w[o])
    g <- (2 * sum(w[o] * y[o] * c) - sum(w^2 * y)) / (sum(w) * sum(w * y)) - 1
    stopifnot(abs(100 * g - laeken::gini(y, w)$value) < 1e-9)
    100 * (2 * (y * at_most + above) / mu - (g + 1) * y / mu - 1)
  },
  quantile = function(y, w, q = 0.5) {
    at <- smallest(y, w, q)
    density <- sum(w * dnorm((y - at) / BANDWIDTH)) / sum(w) / BANDWIDTH
    at + (sum(w[y <= at]) / sum(w) - (y <= at)) / density
  }
)
outcomes <- list(mean = "log_pay", variance = "log_pay", gini = "pay", quantile = "log_pay")

# Coefficients of all columns, and means of all columns: constant, age, age2, hours, and the four categories.
full <- function(b) c(b[1:4], b[5:7], -sum(b[5:7]))
formula_of <- y ~ age + age2 + hours + education
regressor <- c("(constant)", "age", "age^2", "hours", rep("education", 4))
coefficients_of <- function(y, w, rows, formula = formula_of) {
  data <- cbind(records[rows, ], y = y[rows], .w = w[rows], second = as.numeric(!male[rows]))
  full(coef(lm(formula, data, weights = .w)))
}
means_of <- function(w, rows) {
  x <- cbind(1, records$age, records$age2, records$hours,
             outer(as.character(records$education), levels_of_education, "=="))
  colSums(x[rows, ] * w[rows]) / sum(w[rows])
}

decomposed <- function(w, statistic) {
  y <- records[[outcomes[[statistic]]]]
  y[male] <- rif[[statistic]](y[male], w[male])
  y[!male] <- rif[[statistic]](y[!male], w[!male])
  xa <- means_of(w, male); xb <- means_of(w, !male)
  a <- coefficients_of(y, w, male); b <- coefficients_of(y, w, !male)
  everybody <- rep(TRUE, length(male))
  share <- sum(w[male]) / sum(w)
  stars <- list(reference = a, comparison = b, reimers = (a + b) / 2, cotton = share * a + (1 - share) * b,
                neumark = coefficients_of(y, w, everybody),
                pooled = coefficients_of(y, w, everybody, update(formula_of, . ~ . + second)))
  parts <- lapply(stars, function(s) list(explained = (xa - xb) * s, unexplained = xa * (a - s) + xb * (s - b)))
  parts$threefold <- list(endowments = (xa - xb) * b, coefficients = xb * (a - b), interaction = (xa - xb) * (a - b))
  out <- list()
  for (m in names(parts)) {
    out[[paste(m, "difference", "", sep = "|")]] <- sum(unlist(parts[[m]]))
    for (p in names(parts[[m]])) {
      out[[paste(m, p, "", sep = "|")]] <- sum(parts[[m]][[p]])
      for (r in unique(regressor)) {
        if (r == "(constant)" && p %in% c("explained", "endowments", "interaction")) next
        out[[paste(m, p, r, sep = "|")]] <- sum(parts[[m]][[p]][regressor == r])
      }
    }
  }
  unlist(out)
}

results <- list()
for (statistic in names(rif)) {
  estimate <- decomposed(records$weight, statistic)
  if (statistic != "quantile") influence <- sapply(levels(frame$psu_of_all), function(j) {
    inside <- records$psu_of_all == j
    moved <- function(e) decomposed(records$weight * ifelse(inside, 1 + e, 1), statistic)
    difference <- function(e) (moved(e) - moved(-e)) / (2 * e)
    (4 * difference(0.002) - difference(0.004)) / 3
  })
  first <- !duplicated(frame$psu_of_all)
  for (name in if (statistic == "quantile") "full" else names(designs)) {
    options(survey.lonely.psu = if (name == "lonely") "adjust" else "fail")
    df <- degf(subset(designs[[name]](frame), used))
    se <- sapply(names(estimate), function(key) {
      if (statistic == "quantile") return(NA)
      carrier <- frame
      # One record for each PSU carries its whole influence, which already includes the weights.
      carrier$z <- ifelse(first, influence[key, as.character(frame$psu_of_all)] / frame$weight, 0)
      as.numeric(SE(svytotal(~z, designs[[name]](carrier))))
    })
    keys <- do.call(rbind, lapply(strsplit(paste0(names(estimate), "|."), "|", fixed = TRUE), `[`, 1:3))
    results[[length(results) + 1]] <- data.frame(design = name, statistic, method = keys[, 1], component = keys[, 2],
                                                 regressor = keys[, 3], estimate, se, df)
  }
}
all <- do.call(rbind, results)
for (v in c("estimate", "se")) all[[v]] <- trimws(formatC(all[[v]], digits = 17, format = "g"))
write.csv(all, "decomposition_r.csv", row.names = FALSE, quote = FALSE, na = "")
