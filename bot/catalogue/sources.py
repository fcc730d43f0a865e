"""What `/index` shows and says of sources and runs, and its commands for them."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "sources.heading": Phrase(en="Sources", es="Fuentes", fr="Sources", de="Quellen", pt="Fontes"),
    "sources.none": Phrase(
        en="There are no sources yet beside the operator's folders. Add one with `/index add`.",
        es="Aún no hay fuentes además de las carpetas del operador. Añade una con `/index add`.",
        fr="Il n'y a pas encore de sources à part les dossiers de l'opérateur. Ajoutez-en avec `/index add`.",
        de="Es gibt noch keine Quellen außer den Ordnern des Betreibers. Füge mit `/index add` eine hinzu.",
        pt="Ainda não há fontes além das pastas do operador. Adicione uma com `/index add`.",
    ),
    "sources.more": Phrase(
        en="and {n} more; `python -m index sources list` names them all",
        es="y {n} más; `python -m index sources list` las nombra todas",
        fr="et {n} de plus ; `python -m index sources list` les nomme toutes",
        de="und {n} weitere; `python -m index sources list` nennt sie alle",
        pt="e mais {n}; `python -m index sources list` cita todas",
    ),
    "sources.by_hand": Phrase(
        en="read by hand", es="se lee a mano", fr="lue à la main", de="von Hand gelesen", pt="lida à mão"
    ),
    "sources.every": Phrase(
        en="read every {time}",
        es="se lee cada {time}",
        fr="lue toutes les {time}",
        de="alle {time} gelesen",
        pt="lida a cada {time}",
    ),
    "sources.next": Phrase(
        en="next {when}",
        es="próxima {when}",
        fr="prochaine {when}",
        de="nächstes Mal {when}",
        pt="próxima {when}",
    ),
    "sources.last": Phrase(
        en="last {when}", es="última {when}", fr="dernière {when}", de="zuletzt {when}", pt="última {when}"
    ),
    "sources.unread": Phrase(
        en="not read yet",
        es="aún sin leer",
        fr="pas encore lue",
        de="noch nicht gelesen",
        pt="ainda não lida",
    ),
    "sources.removed": Phrase(
        en="The source {name} was removed; the coverage has {articles} less.",
        es="Se quitó la fuente {name}; la cobertura tiene {articles} menos.",
        fr="La source {name} a été retirée ; il y a {articles} de moins.",
        de="Die Quelle {name} wurde entfernt; es gibt {articles} weniger.",
        pt="A fonte {name} foi removida; a cobertura tem {articles} a menos.",
    ),
    "sources.only_addresses": Phrase(
        en="From Discord only addresses of the web can be added. Folders and files of the bot's machine are "
        "added there, with `python -m index sources add`.",
        es="Desde Discord solo se pueden añadir direcciones web. Las carpetas y archivos de la máquina del bot "
        "se añaden allí, con `python -m index sources add`.",
        fr="Depuis Discord, on ne peut ajouter que des adresses web. Les dossiers et fichiers de la machine du "
        "bot s'y ajoutent, avec `python -m index sources add`.",
        de="Von Discord aus können nur Webadressen hinzugefügt werden. Ordner und Dateien auf dem Rechner des "
        "Bots werden dort hinzugefügt, mit `python -m index sources add`.",
        pt="Pelo Discord só é possível adicionar endereços da web. Pastas e arquivos da máquina do bot são "
        "adicionados lá, com `python -m index sources add`.",
    ),
    "sources.runs": Phrase(
        en="Last runs",
        es="Últimas ejecuciones",
        fr="Derniers passages",
        de="Letzte Durchläufe",
        pt="Últimas execuções",
    ),
    "sources.no_runs": Phrase(
        en="There was no run yet. Begin one with `/index reindex`.",
        es="Aún no hubo ninguna ejecución. Empieza una con `/index reindex`.",
        fr="Il n'y a pas encore eu de passage. Lancez-en un avec `/index reindex`.",
        de="Es gab noch keinen Durchlauf. Beginne einen mit `/index reindex`.",
        pt="Ainda não houve execução. Comece uma com `/index reindex`.",
    ),
    "sources.files": Phrase(
        en="The operator's folders",
        es="Carpetas del operador",
        fr="Dossiers de l'opérateur",
        de="Ordner des Betreibers",
        pt="Pastas do operador",
    ),
    "sources.failed": Phrase(en="failed", es="falló", fr="échec", de="misslungen", pt="falhou"),
    "sources.left_out": Phrase(
        en="{skipped} skipped, {failed} failed",
        es="{skipped} omitidos, {failed} fallidos",
        fr="{skipped} ignorés, {failed} en échec",
        de="{skipped} übersprungen, {failed} misslungen",
        pt="{skipped} ignorados, {failed} com falha",
    ),
    "sources.items_more": Phrase(
        en="and {n} more; `python -m index report` names them",
        es="y {n} más; `python -m index report` los nombra",
        fr="et {n} de plus ; `python -m index report` les nomme",
        de="und {n} weitere; `python -m index report` nennt sie",
        pt="e mais {n}; `python -m index report` os cita",
    ),
    "sources.tell_here": Phrase(
        en="What scheduled runs change is told in {channel} from now on.",
        es="Desde ahora, lo que cambien las ejecuciones programadas se cuenta en {channel}.",
        fr="Ce que changent les passages programmés est désormais annoncé dans {channel}.",
        de="Was geplante Durchläufe ändern, wird von nun an in {channel} gemeldet.",
        pt="A partir de agora, o que as execuções programadas mudarem é contado em {channel}.",
    ),
    "sources.tell_nobody": Phrase(
        en="What scheduled runs change is told nowhere; `/index report` shows it.",
        es="Lo que cambien las ejecuciones programadas no se cuenta en ningún canal; `/index report` lo muestra.",
        fr="Ce que changent les passages programmés n'est annoncé nulle part ; `/index report` le montre.",
        de="Was geplante Durchläufe ändern, wird nirgends gemeldet; `/index report` zeigt es.",
        pt="O que as execuções programadas mudarem não é contado em nenhum canal; `/index report` mostra.",
    ),
    "sources.cannot_write": Phrase(
        en="I may not write in that channel. Let me view it and send messages there, then try again.",
        es="No puedo escribir en ese canal. Déjame verlo y enviar mensajes allí, e inténtalo otra vez.",
        fr="Je ne peux pas écrire dans ce salon. Laissez-moi le voir et y envoyer des messages, puis réessayez.",
        de="Ich darf in diesem Kanal nicht schreiben. Lass mich ihn sehen und dort senden und versuch es noch einmal.",
        pt="Não posso escrever nesse canal. Deixe-me vê-lo e enviar mensagens lá e tente de novo.",
    ),
    "commands.index.sources": Phrase(
        en="Show where the coverage comes from",
        es="Muestra de dónde viene la cobertura",
        fr="Montre d'où viennent les articles",
        de="Zeigt, woher die Berichte kommen",
        pt="Mostra de onde vem a cobertura",
    ),
    "commands.index.add": Phrase(
        en="Add a page, a feed or a sitemap to the sources, and read it",
        es="Añade una página, un canal o un mapa del sitio a las fuentes y lo lee",
        fr="Ajoute une page, un flux ou un plan de site aux sources, et le lit",
        de="Fügt eine Seite, einen Feed oder eine Sitemap als Quelle hinzu und liest sie",
        pt="Adiciona uma página, um feed ou um mapa do site às fontes e o lê",
    ),
    "commands.index.remove": Phrase(
        en="Remove a source, and what only it holds",
        es="Quita una fuente y lo que solo ella contiene",
        fr="Retire une source, et ce qu'elle est seule à contenir",
        de="Entfernt eine Quelle und was nur sie enthält",
        pt="Remove uma fonte e o que só ela contém",
    ),
    "commands.index.report": Phrase(
        en="Show what the last runs did, and why",
        es="Muestra qué hicieron las últimas ejecuciones y por qué",
        fr="Montre ce qu'ont fait les derniers passages, et pourquoi",
        de="Zeigt, was die letzten Durchläufe taten und warum",
        pt="Mostra o que as últimas execuções fizeram e por quê",
    ),
    "commands.index.summaries": Phrase(
        en="Choose the channel in which scheduled runs say what they changed",
        es="Elige el canal en el que las ejecuciones programadas cuentan qué cambió",
        fr="Choisit le salon où les passages programmés disent ce qui a changé",
        de="Wählt den Kanal, in dem geplante Durchläufe sagen, was sich änderte",
        pt="Escolhe o canal em que as execuções programadas contam o que mudou",
    ),
    "commands.index.source": Phrase(en="source", es="fuente", fr="source", de="quelle", pt="fonte"),
    "commands.index.source.about": Phrase(
        en="Only this source; all of them if you leave it out",
        es="Solo esta fuente; todas si lo omites",
        fr="Seulement cette source ; toutes si vous n'en nommez pas",
        de="Nur diese Quelle; alle, wenn du keine nennst",
        pt="Somente esta fonte; todas se você omitir",
    ),
    "commands.index.source.gone": Phrase(
        en="The source to remove",
        es="La fuente que se quita",
        fr="La source à retirer",
        de="Die Quelle, die entfernt wird",
        pt="A fonte a remover",
    ),
    "commands.index.full": Phrase(en="full", es="completo", fr="complet", de="ganz", pt="completo"),
    "commands.index.full.about": Phrase(
        en="Read all of the source again; without a source, index the stored articles anew",
        es="Lee de nuevo toda la fuente; sin fuente, indexa de nuevo los artículos guardados",
        fr="Relit toute la source ; sans source, réindexe les articles conservés",
        de="Liest die ganze Quelle neu; ohne Quelle werden die gespeicherten Artikel neu indiziert",
        pt="Lê a fonte inteira de novo; sem fonte, indexa de novo os artigos guardados",
    ),
    "commands.index.address": Phrase(en="address", es="dirección", fr="adresse", de="adresse", pt="endereço"),
    "commands.index.address.about": Phrase(
        en="Of a page, an RSS or Atom feed, or a sitemap",
        es="De una página, un canal RSS o Atom, o un mapa del sitio",
        fr="D'une page, d'un flux RSS ou Atom, ou d'un plan de site",
        de="Einer Seite, eines RSS- oder Atom-Feeds oder einer Sitemap",
        pt="De uma página, um feed RSS ou Atom, ou um mapa do site",
    ),
    "commands.index.name": Phrase(en="name", es="nombre", fr="nom", de="name", pt="nome"),
    "commands.index.name.about": Phrase(
        en="What to call the source",
        es="Cómo llamar a la fuente",
        fr="Comment appeler la source",
        de="Wie die Quelle heißen soll",
        pt="Como chamar a fonte",
    ),
    "commands.index.publisher.about": Phrase(
        en="Who publishes all that the source holds",
        es="Quién publica todo lo que contiene la fuente",
        fr="Qui publie tout ce que contient la source",
        de="Wer alles veröffentlicht, was die Quelle enthält",
        pt="Quem publica tudo o que a fonte contém",
    ),
    "commands.index.every": Phrase(en="every", es="cada", fr="chaque", de="alle", pt="cada"),
    "commands.index.every.about": Phrase(
        en="The time from one run to the next, as in 30m, 6h or 1d",
        es="El tiempo entre una ejecución y la siguiente, como 30m, 6h o 1d",
        fr="Le temps entre deux passages, par exemple 30m, 6h ou 1d",
        de="Die Zeit von einem Durchlauf zum nächsten, etwa 30m, 6h oder 1d",
        pt="O tempo de uma execução à próxima, como 30m, 6h ou 1d",
    ),
    "commands.index.last": Phrase(en="last", es="últimas", fr="derniers", de="letzte", pt="últimas"),
    "commands.index.last.about": Phrase(
        en="How many runs to show",
        es="Cuántas ejecuciones mostrar",
        fr="Combien de passages montrer",
        de="Wie viele Durchläufe gezeigt werden",
        pt="Quantas execuções mostrar",
    ),
    "commands.index.channel": Phrase(en="channel", es="canal", fr="salon", de="kanal", pt="canal"),
    "commands.index.channel.about": Phrase(
        en="Where to tell it; nowhere if you leave it out",
        es="Dónde contarlo; en ninguno si lo omites",
        fr="Où l'annoncer ; nulle part si vous n'en nommez pas",
        de="Wo es gemeldet wird; nirgends, wenn du keinen nennst",
        pt="Onde contar; em nenhum se você omitir",
    ),
}
