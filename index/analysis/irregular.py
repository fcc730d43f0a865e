"""English forms that no stemmer joins: irregular verbs and plurals, each line a base form and its others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORMS: Final = """
arise arose arisen|awake awoke awoken|beat beaten|become became|begin began begun|bend bent|bet|bind bound
bite bit bitten|bleed bled|blow blew blown|break broke broken|breed bred|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen choice|cling clung|come came|creep crept|deal dealt
dig dug|draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen
feed fed|feel felt|fight fought|find found|flee fled|fling flung|fly flew flown flight
forbid forbade forbidden|forecast|foresee foresaw foreseen|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown
hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lay laid|lead led
lean leant|leap leapt|learn learnt|leave left|lend lent|lie lain|light lit|lose lost loss|make made
mean meant|meet met|mislead misled|mistake mistook mistaken|overcome overcame|overtake overtook overtaken
overthrow overthrew overthrown|pay paid|plead pled|prove proven|rebuild rebuilt|repay repaid
ride rode ridden|ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold
send sent|sew sewn|shake shook shaken|shine shone|shoot shot|show shown|shrink shrank shrunk
sing sang sung|sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|speed sped|spend spent
spin spun|spring sprang sprung|stand stood|steal stole stolen|stick stuck|sting stung
strike struck stricken|strive strove striven|swear swore sworn|sweep swept|swim swam swum|swing swung
take took taken|teach taught|tear tore torn|tell told|think thought|throw threw thrown
undergo underwent undergone|understand understood|undertake undertook undertaken|uphold upheld
wake woke woken|wear wore worn|weave wove woven|weep wept|win won|withdraw withdrew withdrawn
withhold withheld|withstand withstood|write wrote written|man men|woman women|child children|foot feet
tooth teeth|person people|mouse mice|wife wives|life lives|knife knives|half halves|leaf leaves
thief thieves|wolf wolves|crisis crises|analysis analyses|basis bases|criterion criteria|medium media
bacterium bacteria|phenomenon phenomena|die died dies dying death dead|marry marriage|high height
strong strength|long length|wide width|deep depth|true truth|grow growth|born birth|succeed success
sell sale|speak speech|arrive arrival|refuse refusal|approve approval|propose proposal|deny denial
try trial|choose choice|bury burial|remove removal|renew renewal|survive survival|withdraw withdrawal
believe belief|prove proof|receive receipt|explain explanation|pronounce pronunciation|decide decision
divide division|explode explosion|expand expansion|extend extension|invade invasion|conclude conclusion
persuade persuasion|permit permission|admit admission|submit submission|describe description
subscribe subscription|destroy destruction|produce production|reduce reduction|receive reception
perceive perception|suspend suspension|compete competition|repeat repetition
"""


def table(groups: str) -> Mapping[str, str]:
    """Form -> base form, of groups divided by bars or lines, in each of which the first word is the base."""
    found: dict[str, str] = {}
    for group in filter(None, groups.replace("\n", "|").split("|")):
        base, *others = group.split()
        for other in others:
            found.setdefault(other, base)
    return MappingProxyType(found)


IRREGULAR: Final = table(_FORMS)
"""Form -> base form, both as they are written in lower case."""
