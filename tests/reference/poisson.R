# Reference results of R (glm, and the survey package 4.1 or later) for tests/regression/test_poisson.py.
# Run in this folder:  Rscript poisson.R     It reads survey_sample.csv and writes insurance.csv and poisson_r.csv.
#
# The table of a register is MASS::Insurance: claims of car insurance, and the number of policyholders.
suppressMessages({library(survey); library(MASS)})
exactly <- glm.control(epsilon = 1e-15, maxit = 100)
cells <- data.frame(district = paste0("d", Insurance$District), group = as.character(Insurance$Group),
                    age = as.character(Insurance$Age), holders = Insurance$Holders, claims = Insurance$Claims)
write.csv(cells, "insurance.csv", row.names = FALSE, quote = FALSE)

results <- list()
keep <- function(case, fit, df, dispersion) {
  s <- coef(summary(fit))
  results[[length(results) + 1]] <<- data.frame(case, term = rownames(s), estimate = s[, 1], se = s[, 2], df, dispersion)
}
for (case in c("register", "counts")) {
  model <- claims ~ district + group + age
  if (case == "register") model <- update(model, . ~ . + offset(log(holders)))
  fit <- glm(model, quasipoisson(), cells, control = exactly)
  keep(case, fit, fit$df.residual, summary(fit)$dispersion)
}

frame <- read.csv("survey_sample.csv", na.strings = "")
frame$sex <- factor(frame$sex)
frame$area <- factor(frame$area)
frame$count <- round(frame$pay / 50)
full <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE)
for (case in c("survey", "survey adults")) {
  domain <- subset(full, !is.na(count) & !is.na(hours) & hours > 0 & (case == "survey" | age >= 30))
  fit <- svyglm(count ~ sex + age + area + offset(log(hours)), domain, family = quasipoisson(), control = exactly)
  keep(case, fit, fit$df.residual, NA)
}
write.csv(do.call(rbind, results), "poisson_r.csv", row.names = FALSE, quote = FALSE)
