"""Looking around: the newest articles, a topic over time, what the coverage holds."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "browsing.latest": Phrase(
        en="Latest articles",
        es="Últimos artículos",
        fr="Derniers articles",
        de="Neueste Artikel",
        pt="Últimos artigos",
    ),
    "browsing.latest_on": Phrase(
        en="Latest on: {topic}",
        es="Lo último sobre: {topic}",
        fr="Derniers articles sur : {topic}",
        de="Neuestes zu: {topic}",
        pt="O mais recente sobre: {topic}",
    ),
    "browsing.none": Phrase(
        en="No article holds these words together: {topic}. Try fewer or other words.",
        es="Ningún artículo contiene juntas estas palabras: {topic}. Prueba con menos o con otras.",
        fr="Aucun article ne contient ensemble ces mots : {topic}. Essayez moins de mots, ou d'autres.",
        de="Kein Artikel enthält diese Wörter zusammen: {topic}. Versuch weniger oder andere Wörter.",
        pt="Nenhum artigo contém estas palavras juntas: {topic}. Tente menos palavras, ou outras.",
    ),
    "browsing.no_more": Phrase(
        en="There are no older articles here.",
        es="Aquí no hay artículos más antiguos.",
        fr="Il n'y a pas d'articles plus anciens ici.",
        de="Hier gibt es keine älteren Artikel.",
        pt="Não há artigos mais antigos aqui.",
    ),
    "browsing.extent": Phrase(
        en="{first}–{last} of {total}",
        es="{first}–{last} de {total}",
        fr="{first}–{last} sur {total}",
        de="{first}–{last} von {total}",
        pt="{first}–{last} de {total}",
    ),
    "browsing.older": Phrase(
        en="Older",
        es="Más antiguos",
        fr="Plus anciens",
        de="Ältere",
        pt="Mais antigos",
    ),
    "browsing.copies": Phrase(
        en="the same text in {outlets}",
        es="el mismo texto en {outlets}",
        fr="le même texte dans {outlets}",
        de="derselbe Text bei {outlets}",
        pt="o mesmo texto em {outlets}",
    ),
    "browsing.undated": Phrase(
        en="no date",
        es="sin fecha",
        fr="sans date",
        de="ohne Datum",
        pt="sem data",
    ),
    "browsing.unnamed": Phrase(
        en="unnamed outlet",
        es="medio sin nombre",
        fr="média non nommé",
        de="ungenanntes Medium",
        pt="veículo sem nome",
    ),
    "browsing.others": Phrase(
        en="others",
        es="otros",
        fr="autres",
        de="andere",
        pt="outros",
    ),
    "browsing.timeline": Phrase(
        en="Timeline: {topic}",
        es="Cronología: {topic}",
        fr="Chronologie : {topic}",
        de="Zeitverlauf: {topic}",
        pt="Linha do tempo: {topic}",
    ),
    "browsing.timeline_foot": Phrase(
        en="Articles that hold the topic's words; copies of one text are counted once.",
        es="Artículos que contienen las palabras del tema; las copias de un texto cuentan una vez.",
        fr="Articles qui contiennent les mots du sujet ; les copies d'un texte comptent une fois.",
        de="Artikel, die die Wörter des Themas enthalten; Kopien eines Textes zählen einmal.",
        pt="Artigos que contêm as palavras do tema; cópias de um texto contam uma vez.",
    ),
    "browsing.chart": Phrase(
        en="Bars: articles over time by outlet, {first} to {last}, at most {most} at once. The list says "
        "the same.",
        es="Barras: artículos por medio, de {first} a {last}, como máximo {most} a la vez. La lista dice "
        "lo mismo.",
        fr="Barres : articles par média, de {first} à {last}, au plus {most} à la fois. La liste dit la "
        "même chose.",
        de="Balken: Artikel nach Medium, {first} bis {last}, höchstens {most} auf einmal. Die Liste sagt "
        "dasselbe.",
        pt="Barras: artigos por veículo, de {first} a {last}, no máximo {most} por vez. A lista diz o mesmo.",
    ),
    "browsing.coverage_chart": Phrase(
        en="Bars: articles over time, {first} to {last}, at most {most} at once. The text says the newest.",
        es="Barras: artículos en el tiempo, de {first} a {last}, como máximo {most} a la vez. El texto dice los "
        "más recientes.",
        fr="Barres : articles au fil du temps, de {first} à {last}, au plus {most} à la fois. Le texte dit les "
        "plus récents.",
        de="Balken: Artikel im Lauf der Zeit, {first} bis {last}, höchstens {most} auf einmal. Der Text nennt "
        "die neuesten.",
        pt="Barras: artigos ao longo do tempo, de {first} a {last}, no máximo {most} por vez. O texto diz os "
        "mais recentes.",
    ),
    "browsing.a_month": Phrase(
        en="Articles a month",
        es="Artículos por mes",
        fr="Articles par mois",
        de="Artikel je Monat",
        pt="Artigos por mês",
    ),
    "browsing.a_year": Phrase(
        en="Articles a year",
        es="Artículos por año",
        fr="Articles par an",
        de="Artikel je Jahr",
        pt="Artigos por ano",
    ),
    "browsing.earlier": Phrase(
        en="and {n} earlier",
        es="y {n} anteriores",
        fr="et {n} plus tôt",
        de="und {n} frühere",
        pt="e {n} anteriores",
    ),
    "browsing.coverage": Phrase(
        en="The coverage",
        es="La cobertura",
        fr="Les articles disponibles",
        de="Die Berichterstattung",
        pt="A cobertura",
    ),
    "browsing.by_outlet": Phrase(
        en="By outlet: {outlets}",
        es="Por medio: {outlets}",
        fr="Par média : {outlets}",
        de="Nach Medium: {outlets}",
        pt="Por veículo: {outlets}",
    ),
    "browsing.indexed": Phrase(
        en="Indexed {when}",
        es="Indexado {when}",
        fr="Indexé {when}",
        de="Indiziert {when}",
        pt="Indexado {when}",
    ),
    "browsing.no_headline": Phrase(
        en="No headline begins like that. Choose one of those that are offered while you type.",
        es="Ningún titular empieza así. Elige uno de los que se ofrecen mientras escribes.",
        fr="Aucun titre ne commence ainsi. Choisissez parmi ceux proposés pendant la saisie.",
        de="Keine Überschrift beginnt so. Wähle eine von denen, die beim Tippen angeboten werden.",
        pt="Nenhuma manchete começa assim. Escolha uma das que aparecem enquanto você digita.",
    ),
}
