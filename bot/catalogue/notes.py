"""What the index understood of a question; each key ends with the kind of the note."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "notes.mended": Phrase(
        en="Showing results for {found} instead of {typed}.",
        es="Se muestran resultados de {found} en lugar de {typed}.",
        fr="Résultats pour {found} au lieu de {typed}.",
        de="Gesucht wurde {found} statt {typed}.",
        pt="Mostrando resultados de {found} em vez de {typed}.",
    ),
    "notes.only_outlet": Phrase(
        en="Only outlet: {names}.",
        es="Solo el medio: {names}.",
        fr="Seulement le média : {names}.",
        de="Nur Medium: {names}.",
        pt="Somente o veículo: {names}.",
    ),
    "notes.only_author": Phrase(
        en="Only author: {names}.",
        es="Solo el autor: {names}.",
        fr="Seulement l'auteur : {names}.",
        de="Nur Autor: {names}.",
        pt="Somente o autor: {names}.",
    ),
    "notes.only_language": Phrase(
        en="Only language: {names}.",
        es="Solo el idioma: {names}.",
        fr="Seulement la langue : {names}.",
        de="Nur Sprache: {names}.",
        pt="Somente o idioma: {names}.",
    ),
    "notes.only_source": Phrase(
        en="Only source: {names}.",
        es="Solo la fuente: {names}.",
        fr="Seulement la source : {names}.",
        de="Nur Quelle: {names}.",
        pt="Somente a fonte: {names}.",
    ),
    "notes.no_outlet": Phrase(
        en="No outlet is called “{typed}”. There are: {names}.",
        es="Ningún medio se llama «{typed}». Hay: {names}.",
        fr="Aucun média ne s'appelle « {typed} ». Il y a : {names}.",
        de="Kein Medium heißt „{typed}“. Es gibt: {names}.",
        pt="Nenhum veículo se chama “{typed}”. Há: {names}.",
    ),
    "notes.no_author": Phrase(
        en="No author is called “{typed}”. There are: {names}.",
        es="Ningún autor se llama «{typed}». Hay: {names}.",
        fr="Aucun auteur ne s'appelle « {typed} ». Il y a : {names}.",
        de="Kein Autor heißt „{typed}“. Es gibt: {names}.",
        pt="Nenhum autor se chama “{typed}”. Há: {names}.",
    ),
    "notes.only_page": Phrase(
        en="Only the article at that address: {names}.",
        es="Solo el artículo de esa dirección: {names}.",
        fr="Seulement l'article à cette adresse : {names}.",
        de="Nur der Artikel unter dieser Adresse: {names}.",
        pt="Somente o artigo desse endereço: {names}.",
    ),
    "notes.no_page": Phrase(
        en="The coverage has no article at {address}: its address was left out.",
        es="La cobertura no tiene ningún artículo en {address}: se omitió la dirección.",
        fr="Aucun article à {address} : l'adresse a été laissée de côté.",
        de="Kein Artikel unter {address}: die Adresse blieb außer Acht.",
        pt="A cobertura não tem nenhum artigo em {address}: o endereço foi ignorado.",
    ),
    "notes.page_words": Phrase(
        en="The coverage has no article at {address}: the words of its address were searched for.",
        es="La cobertura no tiene ningún artículo en {address}: se buscaron las palabras de la dirección.",
        fr="Aucun article à {address} : la recherche a porté sur les mots de l'adresse.",
        de="Kein Artikel unter {address}: gesucht wurde nach den Wörtern der Adresse.",
        pt="A cobertura não tem nenhum artigo em {address}: foram buscadas as palavras do endereço.",
    ),
    "notes.only_dates": Phrase(
        en="Only coverage: {dates}.",
        es="Solo la cobertura: {dates}.",
        fr="Seulement les articles : {dates}.",
        de="Nur Berichte: {dates}.",
        pt="Somente a cobertura: {dates}.",
    ),
    "notes.period": Phrase(
        en="Only coverage: {dates} (“{words}”).",
        es="Solo la cobertura: {dates} («{words}»).",
        fr="Seulement les articles : {dates} (« {words} »).",
        de="Nur Berichte: {dates} („{words}“).",
        pt="Somente a cobertura: {dates} (“{words}”).",
    ),
    "notes.no_period": Phrase(
        en="Nothing fits {dates} (“{words}”); all dates were searched.",
        es="Nada encaja: {dates} («{words}»); se buscó en todas las fechas.",
        fr="Rien ne convient : {dates} (« {words} ») ; la recherche a porté sur toutes les dates.",
        de="Nichts passt: {dates} („{words}“); gesucht wurde über alle Tage.",
        pt="Nada se encaixa: {dates} (“{words}”); a busca foi em todas as datas.",
    ),
    "notes.excluded": Phrase(
        en="Without passages that hold what follows a minus sign.",
        es="Sin los pasajes que contienen lo que sigue a un signo menos.",
        fr="Sans les passages qui contiennent ce qui suit un signe moins.",
        de="Ohne Passagen, die enthalten, was auf ein Minuszeichen folgt.",
        pt="Sem os trechos que contêm o que vem depois de um sinal de menos.",
    ),
    "notes.phrases": Phrase(
        en="Only passages with the exact phrase between quotation marks.",
        es="Solo pasajes con la frase exacta entre comillas.",
        fr="Seulement les passages avec l'expression exacte entre guillemets.",
        de="Nur Passagen mit genau der Wendung in Anführungszeichen.",
        pt="Somente trechos com a frase exata entre aspas.",
    ),
    "notes.recent": Phrase(
        en="Newer coverage first.",
        es="Primero lo más reciente.",
        fr="Les articles récents d'abord.",
        de="Neuere Berichte zuerst.",
        pt="Primeiro o mais recente.",
    ),
    "notes.literal": Phrase(
        en="Searched exactly as typed.",
        es="Se buscó tal como se escribió.",
        fr="Recherche faite exactement comme saisie.",
        de="Genau so gesucht, wie es getippt wurde.",
        pt="Busca feita exatamente como digitado.",
    ),
    "notes.together": Phrase(
        en="Read together with the question before: “{previous}”",
        es="Leída junto con la pregunta anterior: «{previous}»",
        fr="Lue avec la question précédente : « {previous} »",
        de="Zusammen mit der Frage davor gelesen: „{previous}“",
        pt="Lida junto com a pergunta anterior: “{previous}”",
    ),
}
