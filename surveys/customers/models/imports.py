"""Files of customers: what was uploaded, how its columns are read, how far it is, and which rows were refused."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.customers.problems import sentence_for


class CustomerImportQuerySet(models.QuerySet["CustomerImport"]):
    def waiting(self, *, at: dt.datetime) -> "CustomerImportQuerySet":
        """Those a worker should take up: queued, or left by a worker whose lease ran out."""
        lost = Q(state=CustomerImport.State.RUNNING, claimed_at__lt=at - CustomerImport.LEASE)
        return self.filter(Q(state=CustomerImport.State.QUEUED) | lost)

    def forgotten(self, *, at: dt.datetime) -> "CustomerImportQuerySet":
        """Uploads that nobody started for so long that the file must not lie here any more."""
        return self.filter(state=CustomerImport.State.UPLOADED, created_at__lt=at - CustomerImport.KEPT_UNSTARTED)


class CustomerImport(models.Model):
    """One file of customers on its way in, and what became of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("to be checked")
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    # Renewed with every batch; the longest silence is the upsert at the end.
    LEASE = dt.timedelta(minutes=5)
    KEPT_UNSTARTED = dt.timedelta(days=2)
    ATTEMPTS = 3

    file_name = models.CharField(_("file"), max_length=255, blank=True)
    headers = ArrayField(models.TextField(), verbose_name=_("columns"), default=list)
    mapping = models.JSONField(_("columns read as"), default=dict)  # the database does not keep its order
    as_of = models.DateField(_("as of"))
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.UPLOADED)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows read"), default=0)
    refused_count = models.PositiveIntegerField(_("rows refused"), default=0)
    unknown_day_count = models.PositiveIntegerField(_("endings without a day"), default=0)
    unknown_owner_count = models.PositiveIntegerField(_("rows with an unknown owner"), default=0)
    # {"account": {"created": 1, "changed": 2, "unchanged": 3}, "customer": ..., "cancellation": ...}
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    problem_code = models.CharField(max_length=40, blank=True)
    problem_value = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = CustomerImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of customers")
        verbose_name_plural = _("imports of customers")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["state", "claimed_at"],
                name="imports_to_take_up",
                condition=Q(state__in=["uploaded", "queued", "running"]),
            )
        ]

    def __str__(self) -> str:
        return self.file_name or f"{self._meta.verbose_name} {self.pk}"

    @property
    def problem(self) -> str:
        return sentence_for(self.problem_code, self.problem_value) if self.problem_code else ""

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)


class ImportPart(models.Model):
    """A slice of an uploaded file, so that neither storing nor reading it needs the whole in memory."""

    customer_import = models.ForeignKey(CustomerImport, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer_import", "position"], name="one_part_per_import_and_position")
        ]

    def __str__(self) -> str:
        return f"{self.customer_import_id}:{self.position}"


class RefusedRow(models.Model):
    """Why one row of a file was not imported; a row with two faults has two of these."""

    customer_import = models.ForeignKey(CustomerImport, on_delete=models.CASCADE, related_name="refused_rows")
    number = models.PositiveIntegerField(_("row"))  # as a spreadsheet counts: the header is row 1
    column = models.CharField(_("column"), max_length=100, blank=True)
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("refused row")
        verbose_name_plural = _("refused rows")
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["customer_import", "number"])]

    def __str__(self) -> str:
        return f"{self.number}: {self.code}"

    @property
    def reason(self) -> str:
        return sentence_for(self.code, self.value)


class ImportMapping(models.Model):
    """How the columns of files with these headers were last read."""

    headers_digest = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")

    def __str__(self) -> str:
        return self.headers_digest[:12]
