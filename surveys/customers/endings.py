"""Which ending a staged row tells of: one that is there already, or a new one with the figures of now frozen."""

# ruff: noqa: S608 - these statements are joined from constants of this file

# Several persons of an account repeat its ending. A row that knows the day speaks for those of its account that do not.
TOLD = """
SELECT DISTINCT ON (account_external_id, ending_external_id, ended_on, is_downgrade) * FROM (
    SELECT *, coalesce(kind = 'downgraded', false) AS is_downgrade,
        bool_or(ended_on IS NOT NULL) OVER (PARTITION BY account_external_id) AS account_knows_day
    FROM staged_rows WHERE is_ending
) staged
WHERE ended_on IS NOT NULL OR ending_external_id IS NOT NULL OR NOT account_knows_day
ORDER BY account_external_id, ending_external_id, ended_on, is_downgrade, number
"""

# The same ending: the same id; or the same day; or the same account while one of the two knows no day. Two ids that
# a source gave itself are two endings, and a downgrade is never the same as an ending for good.
THERE = """
SELECT known.* FROM surveys_cancellation known
WHERE known.external_id = told.ending_external_id
    OR (known.account_id = account.id
        AND (told.ending_external_id IS NULL OR starts_with(known.external_id, account.external_id || ':'))
        AND (known.kind = 'downgraded') = told.is_downgrade
        AND (told.ended_on IS NULL OR known.ended_on IS NULL
            OR known.ended_on = told.ended_on OR known.effective_on = told.effective_on))
ORDER BY known.external_id IS NOT DISTINCT FROM told.ending_external_id DESC,
    known.ended_on IS NOT DISTINCT FROM told.ended_on DESC,
    known.effective_on IS NOT DISTINCT FROM told.effective_on DESC,
    known.ended_on DESC NULLS LAST
LIMIT 1
"""

# Two days of an account may both fit an ending without one: the earlier takes it, the other is an ending of its own.
MATCHED = f"""
SELECT told.*, there.id AS there_id,
    row_number() OVER (PARTITION BY there.id ORDER BY told.ended_on NULLS LAST, told.number) AS claim
FROM ({TOLD}) told
JOIN surveys_account account ON account.external_id = told.account_external_id
LEFT JOIN LATERAL ({THERE}) there ON true
"""

# Days fill what is empty; only a source that names the ending by an id of its own may correct them.
DATED = f"""
SELECT matched.*, there.id IS NOT NULL AS is_there,
    CASE WHEN ending_external_id IS NULL THEN coalesce(there.asked_at, matched.asked_at)
        ELSE coalesce(matched.asked_at, there.asked_at) END AS best_asked_at,
    CASE WHEN ending_external_id IS NULL THEN coalesce(there.effective_on, matched.effective_on)
        ELSE coalesce(matched.effective_on, there.effective_on) END AS best_effective_on
FROM ({MATCHED}) matched
LEFT JOIN surveys_cancellation there ON there.id = matched.there_id AND matched.claim = 1
"""

# The figures of an ending that is there are frozen: whatever a later file says, they stay.
FIND_ENDINGS = f"""
CREATE TEMPORARY TABLE found_endings AS
SELECT dated.number,
    coalesce(there.external_id, dated.ending_external_id, account.external_id || ':'
        || coalesce(dated.ended_on::text, 'unknown') || CASE WHEN is_downgrade THEN ':down' ELSE '' END
    ) AS external_id,
    account.id AS account_id,
    coalesce(dated.kind, there.kind, 'cancelled') AS kind,
    best_asked_at AS asked_at,
    best_effective_on AS effective_on,
    CASE WHEN (best_asked_at, best_effective_on) IS NOT DISTINCT FROM (there.asked_at, there.effective_on)
        THEN there.ended_on
        ELSE coalesce((best_asked_at AT TIME ZONE %(zone)s)::date, best_effective_on) END AS ended_on,
    CASE WHEN is_there THEN there.plan ELSE coalesce(dated.plan, account.plan) END AS plan,
    CASE WHEN is_there THEN there.mrr ELSE coalesce(dated.mrr, account.mrr) END AS mrr,
    CASE WHEN is_there THEN there.currency
        ELSE coalesce(dated.currency, nullif(account.currency, ''),
            CASE WHEN dated.mrr IS NOT NULL THEN %(currency)s END, '') END AS currency,
    CASE WHEN is_there THEN there.tenure_months
        ELSE coalesce(dated.tenure_months, months_between.whole) END AS tenure_months,
    CASE WHEN is_there THEN there.attributes ELSE account.attributes || dated.attributes END AS attributes,
    coalesce(dated.recorded_reason, there.recorded_reason, '') AS recorded_reason,
    coalesce(dated.withdrawn_at, there.withdrawn_at) AS withdrawn_at,
    coalesce(dated.returned_on, there.returned_on) AS returned_on
FROM ({DATED}) dated
JOIN surveys_account account ON account.external_id = dated.account_external_id
LEFT JOIN surveys_cancellation there ON there.id = dated.there_id AND is_there
CROSS JOIN LATERAL (SELECT age(dated.ended_on, account.signed_up_on) AS time) tenure
CROSS JOIN LATERAL (
    SELECT CASE WHEN tenure.time >= interval '0'
        THEN (extract(year FROM tenure.time) * 12 + extract(month FROM tenure.time))::integer END AS whole
) months_between
"""

STAGED_ENDINGS = """
SELECT DISTINCT ON (external_id) external_id, account_id, kind, asked_at, effective_on, ended_on, plan, mrr, currency,
    tenure_months, attributes, recorded_reason, withdrawn_at, returned_on, now()
FROM found_endings ORDER BY external_id, number
"""
