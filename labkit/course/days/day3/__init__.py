"""Day 3's own code: claims about the growth of pay, like people compared, the minimum wage."""
