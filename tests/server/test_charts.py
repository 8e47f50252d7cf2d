"""Charts: bars in order, as long as their values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ogpqa.server.charts import WIDTH, bar_chart


@given(st.lists(st.sampled_from("abcdef"), max_size=60))
def test_bars_count_and_fit(values: list[str]) -> None:
    """Each value has one bar, the counts add up, longer means more, and no bar leaves the drawing."""
    chart = bar_chart(values)
    assert sum(bar.value for bar in chart.bars) == len(values)
    assert {bar.label for bar in chart.bars} == set(values)
    assert [bar.value for bar in chart.bars] == sorted((bar.value for bar in chart.bars), reverse=True)
    assert all(0 < bar.width < WIDTH for bar in chart.bars)
    assert all(a.width >= b.width for a, b in zip(chart.bars, chart.bars[1:], strict=False))


def test_years_stand_newest_first() -> None:
    """Years are ordered by themselves, not by how many there are."""
    assert [bar.label for bar in bar_chart(["2012", "2018", "2012"], by_label=True).bars] == ["2018", "2012"]
