"""Sex, ages, heights, countries and dates of a body, compared as ranges."""
