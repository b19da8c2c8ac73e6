# Standard errors of totals under survey.lonely.psu = "adjust" for tests/survey/test_numerics.py.
# Run in this folder:  Rscript lonely_totals.R     It reads survey_sample.csv and writes lonely_totals_r.csv.
#
# R survey changed this rule in 4.4: a lonely PSU's total is compared with the mean of the totals of all PSUs, and no
# longer with zero. The figures are not those of an installed package (survey_r.csv is made with 4.1.1, whose totals
# under "adjust" the tests leave out), but the rule of 4.4 written in plain R. The script stops unless it gives the two
# variances that the package publishes in its own tests (survey 4.5, tests/lonely.psu.R): 126625 and 127579.8.
variance <- function(y, weight, stratum, psu, left_out = NULL, adjust = TRUE) {
  totals <- aggregate(weight * y, list(psu = psu, stratum = stratum), sum)
  overall <- mean(totals$x)
  sum(sapply(split(totals$x, totals$stratum, drop = TRUE), function(z) {
    if (length(z) > 1) length(z) / (length(z) - 1) * sum((z - mean(z))^2) else if (adjust) (z - overall)^2 else 0
  }) * if (is.null(left_out)) 1 else left_out[names(split(totals$x, totals$stratum, drop = TRUE))])
}

own <- data.frame(stratum = c(1, 1, 2, 2, 3), psu = 1:5, w = c(10.5, 10.5, 20, 20, 15), age = c(30.5, 40.5, 35, 52, 44))
stopifnot(abs(variance(own$age, own$w, own$stratum, own$psu, adjust = FALSE) - 126625) < 0.1)
stopifnot(abs(variance(own$age, own$w, own$stratum, own$psu) - 127579.8) < 0.1)

frame <- read.csv("survey_sample.csv", na.strings = "")
frame$psu <- interaction(frame$stratum, frame$psu)
frame$people <- 1
frame$hours <- ifelse(is.na(frame$hours), 0, frame$hours)
sampled <- tapply(frame$psu, frame$stratum_lonely, function(p) length(unique(p)))
population <- tapply(frame$psus_lonely, frame$stratum_lonely, function(n) n[1])
left_out <- 1 - sampled / population
rows <- expand.grid(column = c("people", "age", "hours"), fpc = c(FALSE, TRUE), stringsAsFactors = FALSE)
rows$estimate <- sapply(rows$column, function(name) sum(frame$weight * frame[[name]]))
rows$se <- mapply(function(name, fpc) {
  sqrt(variance(frame[[name]], frame$weight, frame$stratum_lonely, frame$psu, if (fpc) left_out))
}, rows$column, rows$fpc)
write.csv(format(rows, digits = 17), "lonely_totals_r.csv", row.names = FALSE, quote = FALSE)
