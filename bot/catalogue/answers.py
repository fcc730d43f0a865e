"""What stands around quotes: headings, citations, buttons, and what is said where there is no answer."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "answers.declined": Phrase(
        en="The coverage does not answer this.",
        es="La cobertura no responde a esto.",
        fr="Les articles ne répondent pas à cette question.",
        de="Die Berichterstattung beantwortet das nicht.",
        pt="A cobertura não responde a isso.",
    ),
    "answers.unknown": Phrase(
        en="Not in the coverage: {terms}",
        es="No está en la cobertura: {terms}",
        fr="Absent des articles : {terms}",
        de="Nicht in der Berichterstattung: {terms}",
        pt="Não está na cobertura: {terms}",
    ),
    "answers.unsaid": Phrase(
        en="Not in these passages: {terms}",
        es="No está en estos pasajes: {terms}",
        fr="Absent de ces passages : {terms}",
        de="Nicht in diesen Passagen: {terms}",
        pt="Não está nestes trechos: {terms}",
    ),
    "answers.apart": Phrase(
        en="Not together with the rest: {terms}",
        es="No junto con lo demás: {terms}",
        fr="Pas avec le reste : {terms}",
        de="Nicht zusammen mit dem Übrigen: {terms}",
        pt="Não junto com o resto: {terms}",
    ),
    "answers.matched": Phrase(
        en="Found: {terms}",
        es="Se encontró: {terms}",
        fr="Trouvé : {terms}",
        de="Gefunden: {terms}",
        pt="Encontrado: {terms}",
    ),
    "answers.suggestion": Phrase(
        en="Nearest headline: {headline}",
        es="Titular más cercano: {headline}",
        fr="Titre le plus proche : {headline}",
        de="Nächstliegende Überschrift: {headline}",
        pt="Manchete mais próxima: {headline}",
    ),
    "answers.nearest": Phrase(
        en="Nearest passages",
        es="Pasajes más cercanos",
        fr="Passages les plus proches",
        de="Die nächstliegenden Passagen",
        pt="Trechos mais próximos",
    ),
    "answers.nearest_note": Phrase(
        en="The coverage does not answer this; these come nearest to its words.",
        es="La cobertura no responde a esto; estos son los que más se acercan a sus palabras.",
        fr="Les articles ne répondent pas à cette question ; voici ce qui s'en approche le plus.",
        de="Die Berichterstattung beantwortet das nicht; diese kommen den Worten der Frage am nächsten.",
        pt="A cobertura não responde a isso; estes são os que mais se aproximam das palavras.",
    ),
    "answers.nothing_near": Phrase(
        en="Nothing is near",
        es="No hay nada cercano",
        fr="Rien ne s'en approche",
        de="Nichts liegt nahe",
        pt="Não há nada próximo",
    ),
    "answers.nothing_near_note": Phrase(
        en="No passage shares a word with this question.",
        es="Ningún pasaje comparte una palabra con esta pregunta.",
        fr="Aucun passage n'a un mot en commun avec cette question.",
        de="Keine Passage hat ein Wort mit dieser Frage gemeinsam.",
        pt="Nenhum trecho tem uma palavra em comum com esta pergunta.",
    ),
    "answers.begins_earlier": Phrase(
        en="The passage begins earlier.",
        es="El pasaje empieza antes.",
        fr="Le passage commence plus haut.",
        de="Die Passage beginnt weiter oben.",
        pt="O trecho começa antes.",
    ),
    "answers.goes_on": Phrase(
        en="The passage goes on.",
        es="El pasaje continúa.",
        fr="Le passage continue.",
        de="Die Passage geht weiter.",
        pt="O trecho continua.",
    ),
    "answers.quoted": Phrase(
        en="Quoted: {place}",
        es="Citado: {place}",
        fr="Cité : {place}",
        de="Zitiert: {place}",
        pt="Citado: {place}",
    ),
    "answers.paragraph": Phrase(
        en="paragraph {n}", es="párrafo {n}", fr="paragraphe {n}", de="Absatz {n}", pt="parágrafo {n}"
    ),
    "answers.paragraphs": Phrase(
        en="paragraphs {first}–{last}",
        es="párrafos {first}–{last}",
        fr="paragraphes {first}–{last}",
        de="Absätze {first}–{last}",
        pt="parágrafos {first}–{last}",
    ),
    "answers.shown_one": Phrase(
        en="Passage {n} of {total}, word for word",
        es="Pasaje {n} de {total}, palabra por palabra",
        fr="Passage {n} sur {total}, mot pour mot",
        de="Passage {n} von {total}, Wort für Wort",
        pt="Trecho {n} de {total}, palavra por palavra",
    ),
    "answers.shown": Phrase(
        en="Passages {first}–{last} of {total}, word for word",
        es="Pasajes {first}–{last} de {total}, palabra por palabra",
        fr="Passages {first}–{last} sur {total}, mot pour mot",
        de="Passagen {first}–{last} von {total}, Wort für Wort",
        pt="Trechos {first}–{last} de {total}, palavra por palavra",
    ),
    "answers.read_at": Phrase(
        en="Read at {outlet}",
        es="Leer en {outlet}",
        fr="Lire sur {outlet}",
        de="Bei {outlet} lesen",
        pt="Ler em {outlet}",
    ),
    "answers.read": Phrase(
        en="Read the article",
        es="Leer el artículo",
        fr="Lire l'article",
        de="Den Artikel lesen",
        pt="Ler o artigo",
    ),
    "answers.context": Phrase(en="Context", es="Contexto", fr="Contexte", de="Kontext", pt="Contexto"),
    "answers.more": Phrase(
        en="More passages",
        es="Más pasajes",
        fr="Plus de passages",
        de="Weitere Passagen",
        pt="Mais trechos",
    ),
    "answers.show_nearest": Phrase(
        en="Show the nearest passages",
        es="Mostrar los pasajes más cercanos",
        fr="Afficher les passages les plus proches",
        de="Die nächstliegenden Passagen zeigen",
        pt="Mostrar os trechos mais próximos",
    ),
    "answers.as_typed": Phrase(
        en="Search as typed",
        es="Buscar tal cual",
        fr="Chercher tel quel",
        de="Wie getippt suchen",
        pt="Buscar como digitado",
    ),
    "answers.unfiltered": Phrase(
        en="Without filters",
        es="Sin filtros",
        fr="Sans filtres",
        de="Ohne Filter",
        pt="Sem filtros",
    ),
    "answers.only": Phrase(
        en="Only: {filters}",
        es="Solo: {filters}",
        fr="Seulement : {filters}",
        de="Nur: {filters}",
        pt="Somente: {filters}",
    ),
    "answers.by": Phrase(
        en="by {author}", es="de {author}", fr="par {author}", de="von {author}", pt="por {author}"
    ),
    "answers.since": Phrase(
        en="since {date}", es="desde el {date}", fr="depuis le {date}", de="ab {date}", pt="desde {date}"
    ),
    "answers.until": Phrase(
        en="until {date}", es="hasta el {date}", fr="jusqu'au {date}", de="bis {date}", pt="até {date}"
    ),
    "answers.empty": Phrase(
        en="The coverage is empty so far.",
        es="La cobertura todavía está vacía.",
        fr="Il n'y a encore aucun article.",
        de="Die Berichterstattung ist noch leer.",
        pt="A cobertura ainda está vazia.",
    ),
    "answers.span": Phrase(
        en="The coverage spans {articles}.",
        es="La cobertura abarca {articles}.",
        fr="Le corpus compte {articles}.",
        de="Die Berichterstattung umfasst {articles}.",
        pt="A cobertura abrange {articles}.",
    ),
    "answers.copies": Phrase(
        en="{n} of them a copy of another|{n} of them copies of others",
        es="{n} de ellos es copia de otro|{n} de ellos son copias de otros",
        fr="dont {n} copie d'un autre|dont {n} copies d'autres",
        de="davon {n} Kopie eines anderen|davon {n} Kopien anderer",
        pt="{n} deles é cópia de outro|{n} deles são cópias de outros",
    ),
    "answers.span_from": Phrase(
        en="{articles} from {outlets}",
        es="{articles} de {outlets}",
        fr="{articles} de {outlets}",
        de="{articles} von {outlets}",
        pt="{articles} de {outlets}",
    ),
}
