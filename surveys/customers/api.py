"""The API's doors of the customers room: customers and cancellations, one or many, each as often as one likes."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListSerializer, Serializer
from rest_framework.viewsets import ViewSet

from surveys.company.models import Company
from surveys.customers import services
from surveys.customers.rows import StagedRow
from surveys.customers.serializers import (
    MOST_ITEMS,
    CancellationSerializer,
    CustomerSerializer,
    OutcomesSerializer,
    RefusalSerializer,
)

ItemSerializer = CustomerSerializer | CancellationSerializer
Service = Callable[[Sequence[StagedRow]], list[tuple[str, str]]]

# What the upserts call an outcome, and what the API does.
OUTCOMES = {"created": "created", "changed": "updated", "unchanged": "unchanged"}


def one_or_many(serializer: type[Serializer]) -> PolymorphicProxySerializer:
    name = serializer.__name__.removesuffix("Serializer")
    return PolymorphicProxySerializer(
        component_name=f"{name}OrList",
        serializers=[serializer, serializer(many=True)],
        resource_type_field_name=None,
        many=False,
    )


class CustomerViewSet(ViewSet):
    permission = "surveys.write_customers"

    @extend_schema(
        operation_id="write_customers",
        summary="Write customers and their accounts",
        description="One customer or a list of up to 10,000. The same twice changes nothing; what is left out or empty "
        "stays as it is. One wrong item refuses the whole request.",
        request=one_or_many(CustomerSerializer),
        responses={200: OutcomesSerializer, 400: RefusalSerializer},
    )
    def create(self, request: Request) -> Response:
        return write(request, CustomerSerializer, services.write_customers)


class CancellationViewSet(ViewSet):
    permission = "surveys.write_cancellations"

    @extend_schema(
        operation_id="write_cancellations",
        summary="Write cancellations",
        description="One cancellation or a list of up to 10,000, of accounts that are there already. The figures of an "
        "ending are frozen when it first arrives. One wrong item refuses the whole request.",
        request=one_or_many(CancellationSerializer),
        responses={200: OutcomesSerializer, 400: RefusalSerializer},
    )
    def create(self, request: Request) -> Response:
        return write(request, CancellationSerializer, services.write_cancellations)


def write(request: Request, item_serializer: type[ItemSerializer], service: Service) -> Response:
    items = request.data if isinstance(request.data, list) else [request.data]
    serializer: ListSerializer[Any] = ListSerializer(
        child=item_serializer(),
        data=items,
        allow_empty=False,
        max_length=MOST_ITEMS,
        context={"zone": Company.current().zone},
    )
    if not serializer.is_valid():
        return refuse(dict(serializer.errors))
    if problems := item_serializer.problems_between(serializer.validated_data):
        return refuse(problems)
    outcomes = service([item_serializer.to_row(number, item) for number, item in enumerate(serializer.validated_data)])
    results = [{"external_id": external_id, "outcome": OUTCOMES[outcome]} for external_id, outcome in outcomes]
    counts = Counter(result["outcome"] for result in results)
    return Response({name: counts[name] for name in OUTCOMES.values()} | {"results": results})


def refuse(errors: dict[Any, Any]) -> Response:
    """Name the field of every problem, given by the item's index; a problem of the list itself has the index None."""
    items = [(index if isinstance(index, int) else None, found) for index, found in errors.items()]
    problems = [{"index": index, **problem} for index, found in items for problem in flatten(found)]
    return Response({"errors": problems}, status=status.HTTP_400_BAD_REQUEST)


def flatten(errors: Any, path: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from flatten(inner, path if name == "non_field_errors" else (*path, str(name)))
    else:
        yield from ({"field": ".".join(path), "message": str(error)} for error in errors)
