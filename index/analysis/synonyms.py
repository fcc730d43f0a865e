"""English words that say nearly the same: what a question calls by one, news often calls by another.

Each group is of one sense that a question and its answer share ("How many were killed?", "the death toll"). A word
may stand in several groups: any two of a group may meet, they need not always mean the same. The groups were written
from general knowledge of English, not taken from any set of questions.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from index.analysis.words import lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUPS: Final = """
kill die death dead slay murder fatality victim toll|murder homicide killing assassinate
injure wound hurt injury casualty harm|buy purchase acquire acquisition|sell sale|pay fee salary wage earn
cost price worth charge expense|money fund cash funding finance|donate donation contribute contribution give
lend loan borrow|profit earnings income revenue|owe debt|job work employ employment occupation profession career
worker employee staff|boss chief head leader director chairman executive CEO
fire dismiss sack oust remove layoff|quit resign resignation leave|hire recruit employ
appoint name nominate choose select pick elect|elect election vote win|vote ballot poll
lawmaker legislator senator congressman representative MP|government administration authority
law legislation act bill statute|ban prohibit forbid outlaw bar|allow permit let authorize
approve pass adopt endorse ratify|reject refuse decline deny|oppose opposition against resist
support back endorse favor|agree agreement deal accord pact treaty|rule govern reign
ruling decision verdict judgment|sentence jail imprison prison|prison jail custody detention
arrest detain capture seize|accuse charge allege indict blame|guilty convict conviction|crime offense
trial court|judge justice|lawyer attorney counsel|police officer cop|robber thief steal rob theft robbery
suspect accused defendant|attack assault strike raid bomb|war conflict fighting battle
army military troops soldier force|weapon gun arm firearm|shoot gun fire|explosion blast explode bomb detonate
destroy demolish ruin|damage harm|invade invasion occupy|defeat beat win victory|lose loss defeat
win victory triumph|match game|competition contest tournament|champion title winner|team side club squad
coach manager trainer|begin start launch open commence|end finish conclude stop cease|stop halt prevent block
continue keep remain last|last final|create make produce build develop|build construct construction erect
found establish create form set|invent develop discover inventor|find discover locate discovery
show reveal demonstrate display|hide conceal|search seek look hunt|use utilize employ usage|need require
cause lead reason trigger prompt result|reason motive why because|result outcome consequence effect
effect impact influence affect|increase rise grow growth climb jump raise
decrease fall drop decline reduce cut reduction|change alter shift modify|improve better
big large huge great massive size|small little tiny|size big large number|tall high height|long length
old age year|young youth|new recent latest|old ancient former|fast quick rapid speed|early first
first initial original begin|main major primary chief principal key|important significant key major crucial
famous renowned known celebrated|famous notable prominent|rich wealthy|poor poverty|difficult hard|easy simple
strong powerful|dangerous risk hazard threat|safe safety security|correct right true|wrong error mistake false
country nation state|city town municipal|place location site area spot|area region zone territory
home house residence|live reside inhabit dwell|citizen resident inhabitant people|population people inhabitant
people person individual|man male|woman female|child kid boy girl son daughter|baby infant newborn birth
parent father mother|father dad|mother mom mum|wife husband spouse married|marry wed wedding marriage spouse
divorce separate split|family relative|sibling brother sister|friend ally|student pupil
teacher professor instructor|school college university|doctor physician surgeon|hospital clinic medical
sick ill illness disease|illness disease sickness condition|medicine drug medication treatment
cure treat treatment heal|die pass|drug narcotic cocaine heroin|car vehicle automobile
plane aircraft jet airplane flight|ship boat vessel|crash accident collision wreck|road street highway
travel trip journey visit tour|go travel head|arrive come reach|leave depart exit flee|flee escape run
return back|visit trip tour|migrant immigrant refugee|border frontier|foreign overseas abroad
say tell state claim comment remark|speak talk speech address|say describe call|call name term title
name call dub title|mean stand refer|ask request urge|answer reply respond response
announce declare statement announcement|explain describe|warn caution warning|promise vow pledge
admit confess acknowledge|deny reject|criticize condemn blame critic|praise laud
protest demonstrate demonstration rally march|argue debate dispute|think believe consider feel
believe belief opinion view|worry concern fear|fear afraid scared|angry anger outrage|happy glad pleased
sad grief mourn|want wish hope seek desire|try attempt seek effort|plan intend aim
goal aim purpose objective target|decide decision|choose choice option|help aid assist assistance support
rescue save|protect defend protection defense|care treat|give provide offer supply|receive get obtain
get obtain gain|take seize|send dispatch deploy|bring carry|hold keep|meet meeting talk summit|join member
gather assemble meet|make manufacture produce|factory plant|company firm business corporation|industry sector
product goods|trade commerce|market shop store|movie film picture|actor actress star|star celebrity
sing singer song music|song single track|album record|show program series|play perform|write author writer book
book novel|newspaper press journalist reporter|picture photo photograph image|video footage tape
internet web online website|phone telephone cell mobile|computer laptop machine|science scientist research
research study investigate|scientist researcher expert|study survey report|examine inspect investigate probe
investigation inquiry probe investigate|test exam|evidence proof|event incident|happen occur take
ceremony event celebration|celebrate celebration mark|anniversary birthday|holiday vacation|party celebration
storm hurricane typhoon cyclone|flood flooding|earthquake quake|fire blaze|weather climate|rain storm
water sea ocean|river stream|mountain hill peak|land ground|animal creature|dog puppy|food eat meal
drink beverage alcohol|church religion faith|religious faith religion|god divine|Muslim Islam Islamic
Christian church|part role|part portion piece section|group organization body|group band gang
kind type sort form|way method manner means|way road|number amount total count|many several numerous
most majority|half fifty|percent percentage share|double twice|nearly almost about|year annual|day daily
month monthly|week weekly|century hundred|decade ten|often frequent|now current|current present
include contain comprise consist|include among|connect link|link connection tie|relation relationship tie
similar like alike|differ different|complete full whole entire|empty vacant|open public|secret hidden
free release freed|release free publish issue|publish issue print|missing lost disappear vanish|disappear vanish
appear seem emerge|become turn|replace substitute succeed|follow succeed after|before prior|lead head run
run operate manage|control command dominate|own owner possess belong|belong member
responsible charge blame behind|involve participate|participate take join attend|attend go|invite invitation
exclude omit leave|miss absent skip boycott|avoid skip|power energy electricity|oil petroleum fuel|fuel gas
pollution contaminate|nuclear atomic|know aware|learn discover|teach educate|education school|skill ability
able capable|success succeed achieve|fail failure|achieve accomplish reach|award prize honor|win receive
record best|popular favorite|favorite favourite prefer|like love enjoy|love affair|hate dislike
wear dress clothes|color colour|body corpse remains|head brain|blood bleed|eye see|see watch view
watch monitor observe|hear listen|cut reduce slash|break smash|fix repair mend|clean wash|close shut|stay remain
wait delay|delay postpone|cancel scrap abandon|abandon leave|add join|divide split separate|combine unite merge
unite union|independence independent|freedom liberty|equal same|right freedom|slave slavery|black African
white Caucasian|native indigenous|origin source come|ancestor descendant|name title
""".replace("\n", "|")


@cache
def kindred(language: str) -> Mapping[str, frozenset[str]]:
    """For each term, those that say nearly the same; only English has any."""
    if language != "en":
        return MappingProxyType({})
    known = lexicon(language)
    near: dict[str, set[str]] = {}
    for group in _GROUPS.split("|"):
        held = {term for word in group.split() for term in known[word]}
        for term in held:
            near.setdefault(term, set()).update(held - {term})
    return MappingProxyType({term: frozenset(others) for term, others in near.items()})
