"""Response rates as the profession defines them, so that two companies mean the same by one word."""


def response_rate_1(*, complete: int, partial: int, refused: int, not_reached: int, unknown: int) -> float | None:
    """AAPOR's RR1: complete / (complete + partial + refused + not reached + unknown).

    In: counts of invitations. Out: a share between 0 and 1, None when nobody was asked.
    Source: AAPOR Standard Definitions, response rate 1 (the lowest of the six; "other" is counted under unknown here).
    """
    asked = complete + partial + refused + not_reached + unknown
    return complete / asked if asked else None
