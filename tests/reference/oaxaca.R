# Reference results of R's package oaxaca (functions of version 0.1.4) for tests/decomposition/test_vs_r.py.
# Run in this folder:  Rscript oaxaca.R     It reads survey_sample.csv and writes oaxaca_r.csv. Estimates only: the
# package knows no sample design. The stored numbers come from the package's own formulas (its function
# run.oaxaca.coef), typed anew where the package could not be installed; the package itself should give the same.
library(oaxaca)
frame <- read.csv("survey_sample.csv", na.strings = "")
frame <- frame[frame$age >= 15 & complete.cases(frame[, c("pay", "sex", "education", "hours")]), ]
frame$log_pay <- log(frame$pay)
frame$female <- as.numeric(frame$sex == "female")
for (k in c("primary", "secondary", "higher")) frame[[k]] <- as.numeric(frame$education == k)

found <- oaxaca(log_pay ~ age + hours + primary + secondary + higher | female | primary + secondary + higher,
                data = frame, R = NULL)
results <- list()
keep <- function(method, component, term, estimate)
  results[[length(results) + 1]] <<- data.frame(method, component, term, estimate = as.numeric(estimate))
methods <- c("comparison", "reference", "reimers", "cotton", "neumark", "pooled")
for (i in seq_along(methods)) for (part in c("explained", "unexplained")) {
  column <- paste0("coef(", part, ")")
  keep(methods[i], part, "", found$twofold$overall[i, column])
  variables <- found$twofold$variables[[i]]
  keep(methods[i], part, rownames(variables), variables[, column])
}
for (part in c("endowments", "coefficients", "interaction")) {
  column <- paste0("coef(", part, ")")
  keep("threefold", part, "", found$threefold$overall[column])
  keep("threefold", part, rownames(found$threefold$variables), found$threefold$variables[, column])
}
all <- do.call(rbind, results)
all$estimate <- trimws(formatC(all$estimate, digits = 17, format = "g"))
write.csv(all, "oaxaca_r.csv", row.names = FALSE, quote = FALSE, na = "")
