"""A small survey of pay with two groups."""

import numpy as np
import pandas as pd
import pytest


@pytest.fixture(scope="session")
def people() -> pd.DataFrame:
    random = np.random.default_rng(5)
    n = 600
    frame = pd.DataFrame(
        {
            "stratum": random.integers(0, 4, n),
            "psu": random.integers(0, 6, n),
            "weight": random.uniform(20, 200, n),
            "sex": random.choice(["female", "male"], n),
            "age": random.integers(15, 65, n),
            "hours": random.choice([20.0, 40.0, 48.0], n),
            "education": random.choice(["none", "primary", "secondary"], n),
            "urban": random.random(n) < 0.4,
        }
    )
    log_pay = 12 + 0.03 * frame["age"] - 0.0003 * frame["age"] ** 2 + 0.1 * (frame["sex"] == "male")
    log_pay += 0.3 * (frame["education"] == "secondary") + random.normal(0, 0.5, n)
    return frame.assign(log_pay=log_pay, pay=np.exp(log_pay))
