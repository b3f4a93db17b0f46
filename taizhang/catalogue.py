"""Every indicator, sheet and register, listed by name, statically; publishes them to the rooms below."""

from taizhang.figures.indicator import Catalogue, publish
from taizhang.workbooks import registers

CATALOGUE = publish(Catalogue([]))
registers.publish((), ())
