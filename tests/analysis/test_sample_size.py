import numpy as np
import pytest

from qualcode.analysis.agreement import ReliabilityData, measure
from qualcode.analysis.agreement.sample_size import units_needed
from qualcode.errors import WrongUse


@pytest.mark.parametrize(("alpha", "prevalence"), [(0.8, 0.3), (0.6, 0.2), (0.8, 0.1), (0.4, 0.5)])
def test_intervals_of_simulated_studies_are_as_wide_as_wanted(alpha: float, prevalence: float) -> None:
    """Two coders who agree by alpha beyond chance on a code of this share: 19 of 20 figures lie within the width."""
    width, share = 0.1, prevalence
    units = units_needed(alpha, share, width)
    both = share**2 + alpha * share * (1 - share)
    chances = [both, share - both, share - both, 1 - 2 * share + both]
    drawn = np.random.default_rng(5).multinomial(units, chances, size=600)
    counts = [(0, 2), (1, 1), (1, 1), (2, 0)]
    figures = [
        measure("alpha", ReliabilityData.from_patterns(2, times, counts, (False, True))).estimate for times in drawn
    ]
    inside = np.mean([figure is not None and abs(figure - alpha) <= width for figure in figures])
    assert 0.92 <= inside <= 0.98


def test_a_rare_code_and_a_narrow_interval_need_more_units() -> None:
    assert units_needed(0.8, 0.05, 0.1) > 2 * units_needed(0.8, 0.2, 0.1)
    assert units_needed(0.8, 0.2, 0.05) == pytest.approx(4 * units_needed(0.8, 0.2, 0.1), rel=0.02)
    assert units_needed(0.8, 0.2, 0.1, 0.99) > units_needed(0.8, 0.2, 0.1)


@pytest.mark.parametrize("wrong", [(1, 0.1, 0.1), (0.8, 0, 0.1), (0.8, 0.1, 0), (0.8, 0.1, 0.1, 1)])
def test_what_is_no_share_is_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(WrongUse):
        units_needed(*wrong)
