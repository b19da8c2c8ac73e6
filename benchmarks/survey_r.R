# The same figures by R's package survey, timed by R itself. Arguments: a folder with the columns as raw doubles, and
# the cases to run. Prints: case, seconds of svydesign, seconds of the estimator.
suppressPackageStartupMessages(library(survey))
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
column <- function(name) {
  path <- file.path(folder, name)
  readBin(path, "double", n = file.size(path) / 8)
}
names <- c("weight", "stratum", "psu", "province", "sex", "informal", "pay")
frame <- as.data.frame(setNames(lapply(names, column), names))
seconds <- function(work) system.time(work, gcFirst = TRUE)[["elapsed"]]
made <- seconds(design <- svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE))
cases <- list(
  rate = function() svyby(~informal, ~province + sex, design, svymean),
  mean = function() svyby(~pay, ~sex, design, svymean),
  median = function() svyby(~pay, ~sex, design, svyquantile, quantiles = 0.5, interval.type = "mean")
)
for (name in arguments[-1]) cat(name, made, seconds(cases[[name]]()), "\n")
