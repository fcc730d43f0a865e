"""Reading on: whole articles, citations to copy, opinions, and what has changed since an answer."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "reading.article": Phrase(
        en="Article",
        es="Artículo",
        fr="Article",
        de="Artikel",
        pt="Artigo",
    ),
    "reading.cite": Phrase(
        en="Copy citation",
        es="Copiar cita",
        fr="Copier la référence",
        de="Beleg kopieren",
        pt="Copiar citação",
    ),
    "reading.sources": Phrase(
        en="Sources ({n})",
        es="Fuentes ({n})",
        fr="Sources ({n})",
        de="Quellen ({n})",
        pt="Fontes ({n})",
    ),
    "reading.also": Phrase(
        en="nearly the same in {outlets}",
        es="casi lo mismo en {outlets}",
        fr="presque identique dans {outlets}",
        de="fast gleich bei {outlets}",
        pt="quase o mesmo em {outlets}",
    ),
    "reading.helpful": Phrase(
        en="Helpful",
        es="Útil",
        fr="Utile",
        de="Hilfreich",
        pt="Útil",
    ),
    "reading.unhelpful": Phrase(
        en="Not this",
        es="No es esto",
        fr="Pas cela",
        de="Nicht das",
        pt="Não é isto",
    ),
    "reading.page": Phrase(
        en="Page {n} of {total}",
        es="Página {n} de {total}",
        fr="Page {n} sur {total}",
        de="Seite {n} von {total}",
        pt="Página {n} de {total}",
    ),
    "reading.previous": Phrase(
        en="Previous",
        es="Anterior",
        fr="Précédente",
        de="Zurück",
        pt="Anterior",
    ),
    "reading.next": Phrase(
        en="Next",
        es="Siguiente",
        fr="Suivante",
        de="Weiter",
        pt="Próxima",
    ),
    "reading.by": Phrase(
        en="by {authors}",
        es="por {authors}",
        fr="par {authors}",
        de="von {authors}",
        pt="por {authors}",
    ),
    "reading.updated": Phrase(
        en="updated {date}",
        es="actualizado: {date}",
        fr="mis à jour : {date}",
        de="aktualisiert: {date}",
        pt="atualizado: {date}",
    ),
    "reading.labels": Phrase(
        en="Labelled by its publisher: {labels}",
        es="Etiquetas del medio: {labels}",
        fr="Mentions de l'éditeur : {labels}",
        de="Vom Herausgeber gekennzeichnet als: {labels}",
        pt="Rótulos do veículo: {labels}",
    ),
    "reading.opinion": Phrase(en="opinion", es="opinión", fr="opinion", de="Meinung", pt="opinião"),
    "reading.paywall": Phrase(
        en="for subscribers",
        es="para suscriptores",
        fr="réservé aux abonnés",
        de="nur mit Abo",
        pt="para assinantes",
    ),
    "reading.correction": Phrase(
        en="Correction by its publisher: {note}",
        es="Corrección del medio: {note}",
        fr="Rectificatif de l'éditeur : {note}",
        de="Berichtigung des Herausgebers: {note}",
        pt="Correção do veículo: {note}",
    ),
    "reading.last_change": Phrase(
        en="Last change {when}. Paragraphs: {changed} changed, {added} added, {removed} taken out",
        es="Último cambio {when}. Párrafos: {changed} cambiados, {added} añadidos, {removed} suprimidos",
        fr="Dernière modification {when}. Paragraphes : {changed} modifiés, {added} ajoutés, {removed} supprimés",
        de="Letzte Änderung {when}. Absätze: {changed} geändert, {added} hinzugefügt, {removed} gestrichen",
        pt="Última alteração {when}. Parágrafos: {changed} alterados, {added} acrescentados, {removed} retirados",
    ),
    "reading.headline_before": Phrase(
        en="Headline before: {headline}",
        es="Titular anterior: {headline}",
        fr="Titre précédent : {headline}",
        de="Überschrift zuvor: {headline}",
        pt="Título anterior: {headline}",
    ),
    "reading.before": Phrase(
        en="Before: {text}",
        es="Antes: {text}",
        fr="Avant : {text}",
        de="Zuvor: {text}",
        pt="Antes: {text}",
    ),
    "reading.no_prose": Phrase(
        en="This article has no text to show.",
        es="Este artículo no tiene texto que mostrar.",
        fr="Cet article n'a pas de texte à afficher.",
        de="Dieser Artikel hat keinen Text, der sich zeigen ließe.",
        pt="Este artigo não tem texto para mostrar.",
    ),
    "reading.citation": Phrase(
        en="Citation, to copy",
        es="Cita, para copiar",
        fr="Référence à copier",
        de="Beleg zum Kopieren",
        pt="Citação, para copiar",
    ),
    "reading.plain": Phrase(
        en="Plain text",
        es="Texto simple",
        fr="Texte brut",
        de="Reiner Text",
        pt="Texto simples",
    ),
    "reading.thanks": Phrase(
        en="Thank you, noted. `/privacy` shows and deletes what is kept of you.",
        es="Gracias, anotado. `/privacy` muestra y borra lo que se guarda de ti.",
        fr="Merci, c'est noté. `/privacy` montre et efface ce qui est gardé de vous.",
        de="Danke, notiert. `/privacy` zeigt und löscht, was von dir gespeichert ist.",
        pt="Obrigado, anotado. `/privacy` mostra e apaga o que é guardado sobre você.",
    ),
    "reading.sorry": Phrase(
        en="Noted: this was not what you were looking for. Other words may find it; or be told when "
        "there is coverage. `/privacy` shows and deletes what is kept of you.",
        es="Anotado: no era lo que buscabas. Quizá otras palabras lo encuentren; o recibe un aviso "
        "cuando haya cobertura. `/privacy` muestra y borra lo que se guarda de ti.",
        fr="C'est noté : ce n'est pas ce que vous cherchiez. D'autres mots le trouveront peut-être ; ou "
        "soyez prévenu quand il y aura des articles. `/privacy` montre et efface ce qui est gardé de "
        "vous.",
        de="Notiert: Das war nicht das Gesuchte. Vielleicht finden es andere Worte; oder lass dir "
        "Bescheid geben, sobald es Berichte gibt. `/privacy` zeigt und löscht, was von dir "
        "gespeichert ist.",
        pt="Anotado: não era o que você procurava. Talvez outras palavras encontrem; ou receba um aviso "
        "quando houver cobertura. `/privacy` mostra e apaga o que é guardado sobre você.",
    ),
    "reading.until": Phrase(
        en="coverage up to {date}",
        es="cobertura hasta: {date}",
        fr="articles jusqu'au : {date}",
        de="Berichte bis: {date}",
        pt="cobertura até: {date}",
    ),
    "reading.newest": Phrase(
        en="newest match: {when}",
        es="coincidencia más reciente: {when}",
        fr="résultat le plus récent : {when}",
        de="neuester Treffer: {when}",
        pt="resultado mais recente: {when}",
    ),
    "reading.old": Phrase(
        en="The newest match is old: the coverage goes on for more than a year after it.",
        es="La coincidencia más reciente es antigua: la cobertura sigue más de un año después.",
        fr="Le résultat le plus récent est ancien : les articles continuent plus d'un an après.",
        de="Der neueste Treffer ist alt: Die Berichte gehen noch mehr als ein Jahr danach weiter.",
        pt="O resultado mais recente é antigo: a cobertura continua por mais de um ano depois.",
    ),
    "reading.was_changed": Phrase(
        en="That article was changed since: the passage no longer stands in it as it was quoted. "
        "**Article** opens it as it is now.",
        es="Ese artículo cambió desde entonces: el pasaje ya no está en él como se citó. **Artículo** lo "
        "abre como está ahora.",
        fr="Cet article a été modifié depuis : le passage n'y figure plus tel qu'il a été cité. "
        "**Article** l'ouvre tel qu'il est maintenant.",
        de="Dieser Artikel wurde seither geändert: Die Passage steht nicht mehr so darin, wie sie "
        "zitiert wurde. **Artikel** öffnet ihn, wie er jetzt ist.",
        pt="Esse artigo mudou desde então: o trecho não está mais nele como foi citado. **Artigo** abre "
        "como ele está agora.",
    ),
    "reading.article_changed": Phrase(
        en="This article was changed since it was quoted. This is how it stands now.",
        es="Este artículo cambió desde que se citó. Así está ahora.",
        fr="Cet article a été modifié depuis qu'il a été cité. Le voici tel qu'il est maintenant.",
        de="Dieser Artikel wurde geändert, seit er zitiert wurde. So lautet er jetzt.",
        pt="Este artigo mudou desde que foi citado. É assim que ele está agora.",
    ),
    "reading.changed_since": Phrase(
        en="Changed since this answer: an article quoted here no longer holds the passage as it stands "
        "above.",
        es="Cambió después de esta respuesta: un artículo citado aquí ya no contiene el pasaje como está "
        "arriba.",
        fr="Modifié depuis cette réponse : un article cité ici ne contient plus le passage tel que "
        "ci-dessus.",
        de="Seit dieser Antwort geändert: Ein hier zitierter Artikel enthält die Passage nicht mehr, wie "
        "sie oben steht.",
        pt="Mudou depois desta resposta: um artigo citado aqui não contém mais o trecho como está acima.",
    ),
    "reading.corrected": Phrase(
        en="corrected: {note}",
        es="corregido: {note}",
        fr="rectifié : {note}",
        de="berichtigt: {note}",
        pt="corrigido: {note}",
    ),
    "reading.corrected_since": Phrase(
        en="Corrected since this answer: the publisher of an article quoted here has stated a correction.",
        es="Corregido después de esta respuesta: el medio de un artículo citado aquí publicó una corrección.",
        fr="Rectifié depuis cette réponse : l'éditeur d'un article cité ici a publié un rectificatif.",
        de="Seit dieser Antwort berichtigt: Der Herausgeber eines hier zitierten Artikels hat ihn berichtigt.",
        pt="Corrigido depois desta resposta: o veículo de um artigo citado aqui publicou uma correção.",
    ),
    "reading.withdrawn_since": Phrase(
        en="Withdrawn since this answer: an article quoted here is no longer in the coverage.",
        es="Retirado después de esta respuesta: un artículo citado aquí ya no está en la cobertura.",
        fr="Retiré depuis cette réponse : un article cité ici n'est plus disponible.",
        de="Seit dieser Antwort zurückgezogen: Ein hier zitierter Artikel ist nicht mehr in der "
        "Berichterstattung.",
        pt="Retirado depois desta resposta: um artigo citado aqui não está mais na cobertura.",
    ),
}
