"""Expected digits of sectors/ceramics/ndrc-2013, from the formulas of the text.

E = fuel + sum M x utilisation x (CaCO3 x 44/100 + MgCO3 x 44/84) + net power + net heat."""

import sys

from common import q, rest, total
from heat_form import HeatForm

h = HeatForm("sectors/ceramics/ndrc-2013", """
无烟煤 23.2 27.8 94
烟煤 22.3 25.6 93
褐煤 14.8 27.8 96
型煤 17.5 33.6 90
焦炭 28.4 28.8 93
原油 41.8 20.1 98
汽油 43.1 18.9 98
柴油 42.7 20.2 98
一般煤油 43.1 19.6 98
燃料油 41.8 21 98
焦油 33.5 22 98
液化天然气 51.4 15.3 98
液化石油气 50.2 17.2 98
天然气 389.3 15.3 99
焦炉煤气 173.5 13.6 99
其他煤气 52.30 12.20 99
""")
s = h.sheet
h.common_cases()


def fire(mass, use, calcium, magnesium):
    """Percentages in; t CO2."""
    share = q(calcium) / 100 * q("44") / 100 + q(magnesium) / 100 * q("44") / 84
    return rest(q(mass) * q(use) / 100 * share)


lime = fire("1200", "92.5", "97.1", "0")
dolomite = fire("640.5", "91", "54.2", "45.1")
s.expect("limestone", "firing-emissions", lime, "tCO2")
s.expect("dolomite", "firing-emissions", dolomite, "tCO2")
clay = fire("35000", "93", "0.82", "0.31")
s.expect("two-materials-two-plants", "firing-emissions", total([lime, clay, dolomite]), "tCO2")
s.expect("utilisation-missing", "firing-emissions", "absent")
s.expect("utilisation-missing", "total", "absent")
s.expect("share-in-tonnes", "firing-emissions", q("22"), "tCO2")
fuel = total([h.burn("天然气", "1250.8"), h.burn("柴油", "85")])
s.expect("whole-enterprise", "direct", fuel + lime, "tCO2")
bought = q("18300") * q("0.5257") + q("1250") * q("0.11")
s.expect("whole-enterprise", "indirect", bought, "tCO2")
s.expect("whole-enterprise", "total", fuel + lime + bought, "tCO2")

if __name__ == "__main__":
    sys.exit(s.main())
