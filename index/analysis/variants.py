"""English words that are written in several ways, or stand for one another in news: each becomes one. Pure.

A nation and its people ("France", "French"), British and American spellings, titles and months that news shortens,
and numbers in words. The lists were written from general knowledge of English, not taken from any set of questions.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from index.analysis.irregular import table

# Each group's first word is the one that the others become.
_PEOPLES: Final = """
afghan afghanistan|african africa|albanian albania|algerian algeria|american america|angolan angola
argentine argentina argentinian|armenian armenia|asian asia|australian australia|austrian austria
azerbaijani azerbaijan azeri|bahraini bahrain|bangladeshi bangladesh|belarusian belarus|belgian belgium
bolivian bolivia|bosnian bosnia|brazilian brazil|british britain briton|bulgarian bulgaria|burmese burma
cambodian cambodia|cameroonian cameroon|canadian canada|catalan catalonia|chechen chechnya|chilean chile
chinese china|colombian colombia|congolese congo|croatian croatia croat|cuban cuba|cypriot cyprus
czech czechia|danish denmark dane|dutch netherlands holland|ecuadorian ecuador ecuadorean|egyptian egypt
english england|eritrean eritrea|estonian estonia|ethiopian ethiopia|european europe|fijian fiji
filipino philippine philippines|finnish finland finn|french france frenchman frenchmen|gambian gambia
georgian georgia|german germany|ghanaian ghana|greek greece|guatemalan guatemala|guinean guinea
guyanese guyana|haitian haiti|honduran honduras|hungarian hungary|icelandic iceland|indian india
indonesian indonesia|iranian iran|iraqi iraq|irish ireland|israeli israel|italian italy|jamaican jamaica
japanese japan|jordanian jordan|kazakh kazakhstan|kenyan kenya|korean korea|kosovar kosovo|kurdish kurdistan kurd
kuwaiti kuwait|kyrgyz kyrgyzstan|laotian laos|latvian latvia|lebanese lebanon|liberian liberia|libyan libya
lithuanian lithuania|macedonian macedonia|malagasy madagascar|malawian malawi|malaysian malaysia
maldivian maldives|malian mali|maltese malta|mauritanian mauritania|mauritian mauritius|mexican mexico
moldovan moldova|mongolian mongolia|montenegrin montenegro|moroccan morocco|mozambican mozambique
namibian namibia|nepalese nepal nepali|nicaraguan nicaragua|nigerian nigeria|norwegian norway|omani oman
pakistani pakistan|palestinian palestine|panamanian panama|paraguayan paraguay|peruvian peru|polish poland
portuguese portugal|qatari qatar|romanian romania|russian russia|rwandan rwanda|salvadoran salvador salvadorean
samoan samoa|scottish scotland scot|senegalese senegal|serbian serbia serb|singaporean singapore
slovak slovakia slovakian|slovenian slovenia slovene|somali somalia somalian|spanish spain spaniard
lankan lanka|sudanese sudan|surinamese suriname|swedish sweden swede|swiss switzerland|syrian syria
taiwanese taiwan|tajik tajikistan|tanzanian tanzania|texan texas|thai thailand|tibetan tibet|togolese togo
tunisian tunisia|turkish turkey|turkmen turkmenistan|ugandan uganda|ukrainian ukraine|emirati emirates
uruguayan uruguay|uzbek uzbekistan|venezuelan venezuela|vietnamese vietnam|welsh wales|yemeni yemen
zambian zambia|zimbabwean zimbabwe
"""
_SHORTENED: Final = """
governor gov|senator sen|representative rep|general gen|lieutenant lt|colonel col|sergeant sgt|captain capt
admiral adm|professor prof|doctor dr|president pres|superintendent supt|government govt|department dept
january jan|february feb|august aug|september sept sep|october oct|november nov|december dec
versus vs|kilometer km|kilogram kg|dollar dlr dlrs|company co|corporation corp|limited ltd
"""
_SPELLINGS: Final = """
airplane aeroplane|aluminum aluminium|analog analogue|anemia anaemia|anesthetic anaesthetic|archeology archaeology
archeologist archaeologist|ax axe|catalog catalogue|center centre|check cheque|defense defence|dialog dialogue
diarrhea diarrhoea|draft draught|encyclopedia encyclopaedia|enroll enrol|fiber fibre|fulfill fulfil|gray grey
gynecologist gynaecologist|hemorrhage haemorrhage|hemophilia haemophilia|instalment installment|jail gaol
jewelry jewellery|judgment judgement|leukemia leukaemia|license licence|liter litre|maneuver manoeuvre
medieval mediaeval|meter metre|centimeter centimetre|kilometer kilometre|millimeter millimetre|mold mould
mom mum|mustache moustache|offense offence|orthopedic orthopaedic|pajamas pyjamas|pediatric paediatric
pediatrician paediatrician|pedophile paedophile|plow plough|practice practise|pretense pretence|skeptic sceptic
skeptical sceptical|skillful skilful|specter spectre|sulfur sulphur|theater theatre|tire tyre|traveler traveller
whiskey whisky|willful wilful|woolen woollen|yogurt yoghurt|curb kerb|artifact artefact|ambiance ambience
disk disc|gram gramme|program programme|inquiry enquiry|inquire enquire|story storey|favorite favourite
"""
_NUMBERS: Final = (
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

# "organise", "analysed": spelled as "organize"; applied to every word so, which joins no two words of news.
_ISE: Final = re.compile(r"(?<=[a-z]{3})(i|y)s(?=(?:e|ed|es|er|ers|ing|ation|ations|able)$)")
_OUR: Final = re.compile(
    r"^((?:dis)?(?:arm|behavi|cand|clam|col|enam|endeav|fav|fl[ae]v|glam|harb|hon|hum|lab|misdemean|neighb|od|parl|"
    r"ranc|rig|rum|sav|splend|succ|tum|val|vap|vig))our(?!s?e$|nal|ney|is[ht])"
)


WRITTEN: Final = table(_PEOPLES + _SHORTENED + _SPELLINGS)
"""Other form -> the one that it becomes, both in lower case."""
COUNTED: Final = MappingProxyType(
    {word: str(number) for number, word in enumerate(_NUMBERS, 13)}
    | {word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)}
)
"""Number in words -> in digits."""


def one_spelling(word: str) -> str:
    """A lower-case word as American English writes it, as far as rules tell."""
    return _OUR.sub(r"\1or", _ISE.sub(r"\1z", word))
