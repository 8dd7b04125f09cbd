"""The supervisor's own counters, read from memory: a second opinion on how many runs ended."""

from __future__ import annotations

from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, NumberDataPoint
from opentelemetry.sdk.metrics.view import DropAggregation, View


class Counters:
    """provider: what the supervisor is given."""

    def __init__(self) -> None:
        self._reader = InMemoryMetricReader()
        # Histograms would cost more than all the bookkeeping here, and nobody reads them.
        views = [View(instrument_type=Histogram, aggregation=DropAggregation())]
        self.provider = MeterProvider([self._reader], views=views, shutdown_on_exit=False)

    def value(self, name: str) -> int:
        """Return a counter, summed over all its labels; 0 if it was never touched."""
        data = self._reader.get_metrics_data()
        points = [
            point.value
            for resource in (data.resource_metrics if data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
            if isinstance(point, NumberDataPoint)
        ]
        return int(sum(points))

    def close(self) -> None:
        """Give back what the provider holds."""
        self.provider.shutdown()
