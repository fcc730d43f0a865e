"""What `/index` shows and says."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "admin.refused": Phrase(
        en="Only the application's owner or team, and the roles that the operator lists, may use "
        "`/index` and `/questions`. Ask whoever runs this bot; to search the coverage, use `/ask`.",
        es="Solo el dueño o el equipo de la aplicación, y los roles que indica quien opera el bot, "
        "pueden usar `/index` y `/questions`. Pregunta a quien opera este bot; para buscar en la "
        "cobertura, usa `/ask`.",
        fr="Seuls le propriétaire ou l'équipe de l'application, et les rôles désignés par la personne "
        "qui gère le bot, peuvent utiliser `/index` et `/questions`. Adressez-vous à elle ; pour "
        "chercher dans les articles, utilisez `/ask`.",
        de="Nur der Eigentümer oder das Team der Anwendung und die vom Betreiber genannten Rollen dürfen "
        "`/index` und `/questions` benutzen. Wende dich an den Betreiber; um zu suchen, benutze "
        "`/ask`.",
        pt="Só o dono ou a equipe do aplicativo, e os cargos que o operador lista, podem usar `/index` e "
        "`/questions`. Fale com quem opera este bot; para buscar na cobertura, use `/ask`.",
    ),
    "admin.moved": Phrase(
        en="This takes longer than Discord keeps a command's answer. It goes on in a message of its own.",
        es="Esto tarda más de lo que Discord conserva la respuesta de un comando. Sigue en un mensaje "
        "aparte.",
        fr="Cela dure plus longtemps que Discord ne garde la réponse d'une commande. La suite est dans "
        "un autre message.",
        de="Das dauert länger, als Discord die Antwort auf einen Befehl offen hält. Es geht in einer "
        "eigenen Nachricht weiter.",
        pt="Isto demora mais do que o Discord mantém a resposta de um comando. Continua em outra mensagem.",
    ),
    "admin.busy": Phrase(
        en="A reindex is running already, so this one was not started. Progress is shown where it began.",
        es="Ya hay una reindexación en curso, así que esta no se inició. El progreso se muestra donde "
        "empezó.",
        fr="Une réindexation est déjà en cours ; celle-ci n'a pas été lancée. L'avancement s'affiche là "
        "où elle a commencé.",
        de="Es läuft schon eine Neuindizierung, deshalb wurde diese nicht begonnen. Der Fortschritt "
        "steht dort, wo sie begann.",
        pt="Já há uma reindexação em andamento, então esta não foi iniciada. O progresso aparece onde "
        "ela começou.",
    ),
    "admin.stopped": Phrase(
        en="The bot is being stopped, and so is this reindex. The index stays as it was; try again later.",
        es="El bot se está deteniendo, y con él esta reindexación. El índice queda como estaba; "
        "inténtalo más tarde.",
        fr="Le bot s'arrête, et cette réindexation aussi. L'index reste tel qu'il était ; réessayez plus "
        "tard.",
        de="Der Bot wird angehalten und mit ihm diese Neuindizierung. Der Index bleibt, wie er war; "
        "versuch es später noch einmal.",
        pt="O bot está sendo parado, e esta reindexação também. O índice fica como estava; tente mais tarde.",
    ),
    "admin.index": Phrase(
        en="The index",
        es="El índice",
        fr="L'index",
        de="Der Index",
        pt="O índice",
    ),
    "admin.articles": Phrase(
        en="Articles",
        es="Artículos",
        fr="Articles",
        de="Artikel",
        pt="Artigos",
    ),
    "admin.passages": Phrase(
        en="Passages",
        es="Pasajes",
        fr="Passages",
        de="Passagen",
        pt="Trechos",
    ),
    "admin.words": Phrase(
        en="Words",
        es="Palabras",
        fr="Mots",
        de="Wörter",
        pt="Palavras",
    ),
    "admin.outlets": Phrase(
        en="Outlets",
        es="Medios",
        fr="Médias",
        de="Medien",
        pt="Veículos",
    ),
    "admin.dates": Phrase(
        en="Dates",
        es="Fechas",
        fr="Dates",
        de="Daten",
        pt="Datas",
    ),
    "admin.newest": Phrase(
        en="Newest",
        es="El más reciente",
        fr="Le plus récent",
        de="Neuester",
        pt="O mais recente",
    ),
    "admin.no_newest": Phrase(
        en="none",
        es="ninguno",
        fr="aucun",
        de="keiner",
        pt="nenhum",
    ),
    "admin.built": Phrase(
        en="Built",
        es="Creado",
        fr="Construit",
        de="Erstellt",
        pt="Criado",
    ),
    "admin.generation": Phrase(
        en="Generation",
        es="Generación",
        fr="Génération",
        de="Generation",
        pt="Geração",
    ),
    "admin.size": Phrase(
        en="Size",
        es="Tamaño",
        fr="Taille",
        de="Größe",
        pt="Tamanho",
    ),
    "admin.no_outlets": Phrase(
        en="none named",
        es="ninguno indicado",
        fr="aucun indiqué",
        de="keine genannt",
        pt="nenhum indicado",
    ),
    "admin.no_dates": Phrase(
        en="none stated",
        es="ninguna indicada",
        fr="aucune indiquée",
        de="keine angegeben",
        pt="nenhuma indicada",
    ),
    "admin.never": Phrase(
        en="never",
        es="nunca",
        fr="jamais",
        de="nie",
        pt="nunca",
    ),
    "admin.reindexing": Phrase(
        en="Reindexing",
        es="Reindexando",
        fr="Réindexation",
        de="Neuindizierung",
        pt="Reindexando",
    ),
    "admin.starting": Phrase(
        en="Starting.",
        es="Empezando.",
        fr="Démarrage.",
        de="Es beginnt.",
        pt="Começando.",
    ),
    "admin.read": Phrase(
        en="Reading",
        es="Leyendo",
        fr="Lecture",
        de="Lesen",
        pt="Lendo",
    ),
    "admin.indexing": Phrase(
        en="Indexing",
        es="Indexando",
        fr="Indexation",
        de="Indizieren",
        pt="Indexando",
    ),
    "admin.publish": Phrase(
        en="Publishing",
        es="Publicando",
        fr="Publication",
        de="Veröffentlichen",
        pt="Publicando",
    ),
    "admin.done_of": Phrase(
        en="{done} of {total}",
        es="{done} de {total}",
        fr="{done} sur {total}",
        de="{done} von {total}",
        pt="{done} de {total}",
    ),
    "admin.reindexed": Phrase(
        en="Reindexed",
        es="Reindexado",
        fr="Réindexé",
        de="Neu indiziert",
        pt="Reindexado",
    ),
    "admin.was_read": Phrase(
        en="{n} article read:|{n} articles read:",
        es="{n} artículo leído:|{n} artículos leídos:",
        fr="{n} article lu :|{n} articles lus :",
        de="{n} Artikel gelesen:|{n} Artikel gelesen:",
        pt="{n} artigo lido:|{n} artigos lidos:",
    ),
    "admin.changes": Phrase(
        en="{added} added, {updated} updated, {unchanged} unchanged; {removed} removed",
        es="{added} nuevos, {updated} actualizados, {unchanged} sin cambios; {removed} eliminados",
        fr="{added} ajoutés, {updated} mis à jour, {unchanged} inchangés ; {removed} retirés",
        de="{added} neu, {updated} aktualisiert, {unchanged} unverändert; {removed} entfernt",
        pt="{added} novos, {updated} atualizados, {unchanged} sem mudança; {removed} removidos",
    ),
    "admin.holds": Phrase(
        en="The index now holds {articles} in {passages}.",
        es="El índice contiene ahora {articles} en {passages}.",
        fr="L'index contient maintenant {articles} en {passages}.",
        de="Der Index enthält jetzt {articles} in {passages}.",
        pt="O índice contém agora {articles} em {passages}.",
    ),
    "admin.took": Phrase(
        en="{seconds} seconds, generation {generation}",
        es="{seconds} segundos, generación {generation}",
        fr="{seconds} secondes, génération {generation}",
        de="{seconds} Sekunden, Generation {generation}",
        pt="{seconds} segundos, geração {generation}",
    ),
    "admin.skipped": Phrase(
        en="{n} item skipped|{n} items skipped",
        es="{n} elemento omitido|{n} elementos omitidos",
        fr="{n} élément ignoré|{n} éléments ignorés",
        de="{n} Eintrag übersprungen|{n} Einträge übersprungen",
        pt="{n} item ignorado|{n} itens ignorados",
    ),
    "admin.skipped_more": Phrase(
        en="and {n} more; the log names them all",
        es="y {n} más; el registro los nombra todos",
        fr="et {n} de plus ; le journal les nomme tous",
        de="und {n} weitere; das Protokoll nennt sie alle",
        pt="e mais {n}; o log cita todos",
    ),
}
