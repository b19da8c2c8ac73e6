# Standard errors of the quintile share ratio under survey.lonely.psu = "adjust" for tests/inequality/test_vs_r_laeken.py.
# Run in this folder:  Rscript qsr_lonely.R     It reads survey_sample.csv and writes qsr_lonely_r.csv.
#
# The estimate is laeken's, the linearised variable that of Langel and Tillé (2011), as in inequality.R. R survey changed
# its rule in 4.4: a lonely PSU's total is compared with the mean of the totals of all PSUs, which for this variable is
# not zero. The rule of 4.4 is written in plain R as in lonely_totals.R, which checks it against the figures that the
# package publishes; PSUs without anybody of the domain count as zeros. The script stops unless the same code gives,
# where no stratum is lonely, what svytotal gives.
suppressMessages({library(survey); library(laeken)})
frame <- read.csv("survey_sample.csv", na.strings = "")

below <- function(x, w, q) {
  quantile <- laeken::weightedQuantile(x, w, q)
  list(sum = sum((w * x)[x <= quantile]), lin = x * (x <= quantile) - quantile * ((x <= quantile) - q))
}
linearised <- function(x, w) {
  bottom <- below(x, w, 0.2); lower <- below(x, w, 0.8); top <- sum(w * x) - lower$sum
  (x - lower$lin) / bottom$sum - top * bottom$lin / bottom$sum^2
}
variance <- function(u, stratum) {
  totals <- aggregate(frame$weight * u, list(psu = interaction(frame$stratum, frame$psu), stratum = stratum), sum)
  overall <- mean(totals$x)
  sum(sapply(split(totals$x, totals$stratum), function(z) {
    if (length(z) > 1) length(z) / (length(z) - 1) * sum((z - mean(z))^2) else (z - overall)^2
  }))
}
of_domain <- function(name, inside) {
  inside <- inside & !is.na(frame$pay)
  x <- frame$pay[inside]; w <- frame$weight[inside]
  u <- replace(numeric(nrow(frame)), which(inside), linearised(x, w))
  full <- svytotal(~u, svydesign(~psu, strata = ~stratum, weights = ~weight, data = transform(frame, u = u), nest = TRUE))
  stopifnot(all.equal(variance(u, frame$stratum), as.numeric(SE(full))^2, tolerance = 1e-12))
  data.frame(domain = name, estimate = qsr(x, weights = w)$value, se = sqrt(variance(u, frame$stratum_lonely)), n = length(x))
}

rows <- rbind(of_domain("all", TRUE), of_domain("adults", frame$age >= 15), of_domain("urban", frame$area == "urban"),
              of_domain("women", frame$sex %in% "female"))
for (v in c("estimate", "se")) rows[[v]] <- trimws(formatC(rows[[v]], digits = 17, format = "g"))
write.csv(rows, "qsr_lonely_r.csv", row.names = FALSE, quote = FALSE)
