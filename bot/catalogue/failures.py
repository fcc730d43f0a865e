"""What is said when something goes wrong: one calm sentence and a next step."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "failures.late": Phrase(
        en="That took too long. Please try again.",
        es="Eso tardó demasiado. Inténtalo de nuevo.",
        fr="Cela a pris trop de temps. Réessayez.",
        de="Das hat zu lange gedauert. Bitte versuch es noch einmal.",
        pt="Isso demorou demais. Tente de novo.",
    ),
    "failures.slow": Phrase(
        en="The coverage could not be searched in time: too much is being asked of this machine just now. "
        "Please try again in a minute.",
        es="No se pudo buscar en la cobertura a tiempo: ahora mismo se le pide demasiado a esta máquina. "
        "Inténtalo de nuevo en un minuto.",
        fr="La recherche dans les articles n'a pas abouti à temps : cette machine est très sollicitée. "
        "Réessayez dans une minute.",
        de="Die Berichterstattung ließ sich nicht rechtzeitig durchsuchen: Dieser Rechner ist gerade "
        "überlastet. Bitte versuch es in einer Minute noch einmal.",
        pt="Não foi possível buscar na cobertura a tempo: esta máquina está sobrecarregada agora. "
        "Tente de novo em um minuto.",
    ),
    "failures.deleted": Phrase(
        en="The message that this belongs to was deleted meanwhile. Ask again if you still want to know.",
        es="El mensaje al que esto pertenece fue borrado entretanto. Pregunta otra vez si aún te interesa.",
        fr="Le message auquel cela se rapporte a été supprimé entre-temps. Reposez la question si besoin.",
        de="Die Nachricht, zu der das gehört, wurde inzwischen gelöscht. Frag noch einmal, wenn du magst.",
        pt="A mensagem a que isto pertence foi apagada nesse meio-tempo. Pergunte de novo se ainda quiser "
        "saber.",
    ),
    "failures.forbidden": Phrase(
        en="I lack a permission here. Ask whoever manages this server to let me view and write in this "
        "channel.",
        es="Me falta un permiso aquí. Pide a quien administra este servidor que me deje ver y escribir en "
        "este "
        "canal.",
        fr="Il me manque une permission ici. Demandez aux gestionnaires du serveur de me laisser voir ce "
        "salon et "
        "y écrire.",
        de="Mir fehlt hier eine Berechtigung. Bitte die Verwalter des Servers, mich diesen Kanal sehen und "
        "darin "
        "schreiben zu lassen.",
        pt="Falta-me uma permissão aqui. Peça a quem administra este servidor que me deixe ver e escrever "
        "neste "
        "canal.",
    ),
    "failures.changed": Phrase(
        en="That command has changed. Reload Discord and try again in a minute.",
        es="Ese comando ha cambiado. Recarga Discord e inténtalo en un minuto.",
        fr="Cette commande a changé. Rechargez Discord et réessayez dans une minute.",
        de="Dieser Befehl hat sich geändert. Lade Discord neu und versuch es in einer Minute noch einmal.",
        pt="Esse comando mudou. Recarregue o Discord e tente de novo em um minuto.",
    ),
    "failures.unknown": Phrase(
        en="I do not know this button (any more). Please ask again, or type the command again.",
        es="No conozco (ya) este botón. Pregunta otra vez o escribe de nuevo el comando.",
        fr="Je ne connais pas (ou plus) ce bouton. Reposez la question, ou retapez la commande.",
        de="Diesen Knopf kenne ich nicht (mehr). Bitte frag noch einmal oder gib den Befehl noch einmal ein.",
        pt="Não conheço (mais) este botão. Pergunte de novo ou digite o comando outra vez.",
    ),
    "failures.incident": Phrase(
        en="Something went wrong here. Please try again; if it happens again, tell the bot's operator this "
        "number: `{incident}`.",
        es="Algo salió mal aquí. Inténtalo de nuevo; si vuelve a pasar, dile este número a quien opera el "
        "bot: "
        "`{incident}`.",
        fr="Quelque chose s'est mal passé ici. Réessayez ; si cela se reproduit, donnez ce numéro à la "
        "personne "
        "qui gère le bot : `{incident}`.",
        de="Hier ist etwas schiefgegangen. Bitte versuch es noch einmal; wenn es wieder passiert, nenne dem "
        "Betreiber des Bots diese Nummer: `{incident}`.",
        pt="Algo deu errado aqui. Tente de novo; se acontecer outra vez, diga este número a quem opera o "
        "bot: "
        "`{incident}`.",
    ),
    "failures.gone": Phrase(
        en="That passage is no longer in the coverage. Please ask again.",
        es="Ese pasaje ya no está en la cobertura. Pregunta otra vez.",
        fr="Ce passage n'est plus dans les articles. Reposez la question.",
        de="Diese Passage ist nicht mehr in der Berichterstattung. Bitte frag noch einmal.",
        pt="Esse trecho não está mais na cobertura. Pergunte de novo.",
    ),
    "failures.no_date": Phrase(
        en="“{typed}” is no date: write a year, a month or a day, as in `2022`, `2022-06` or `2022-06-07`.",
        es="«{typed}» no es una fecha: escribe un año, un mes o un día, como `2022`, `2022-06` o `2022-06-07`.",
        fr="« {typed} » n'est pas une date : écrivez une année, un mois ou un jour, comme `2022`, `2022-06` ou "
        "`2022-06-07`.",
        de="„{typed}“ ist kein Datum: Schreib ein Jahr, einen Monat oder einen Tag, etwa `2022`, `2022-06` oder "
        "`2022-06-07`.",
        pt="“{typed}” não é uma data: escreva um ano, um mês ou um dia, como `2022`, `2022-06` ou `2022-06-07`.",
    ),
    "failures.unreadable": Phrase(
        en="The index of the coverage cannot be read, so nothing can be searched. Please tell whoever runs this "
        "bot; the log says what to do.",
        es="No se puede leer el índice de la cobertura, así que no se puede buscar. Avisa a quien opera este bot; "
        "el registro dice qué hacer.",
        fr="L'index des articles est illisible, aucune recherche n'est possible. Prévenez la personne qui gère ce "
        "bot ; le journal dit quoi faire.",
        de="Der Index der Berichterstattung ist nicht lesbar, also lässt sich nichts suchen. Bitte sag dem "
        "Betreiber dieses Bots Bescheid; im Protokoll steht, was zu tun ist.",
        pt="O índice da cobertura não pode ser lido, então nada pode ser buscado. Avise quem opera este bot; o "
        "registro diz o que fazer.",
    ),
    "failures.locked": Phrase(
        en="Something else is changing the index just now. Please try again when it is done.",
        es="Otra cosa está cambiando el índice ahora mismo. Inténtalo de nuevo cuando termine.",
        fr="Autre chose modifie l'index en ce moment. Réessayez quand ce sera fini.",
        de="Etwas anderes ändert gerade den Index. Bitte versuch es noch einmal, wenn es fertig ist.",
        pt="Outra coisa está mudando o índice agora. Tente de novo quando terminar.",
    ),
    "failures.no_index": Phrase(
        en="There is no index of the coverage yet. Whoever runs this bot makes it with `/index reindex`.",
        es="Todavía no hay un índice de la cobertura. Quien opera este bot lo crea con `/index reindex`.",
        fr="Il n'y a pas encore d'index des articles. La personne qui gère ce bot le crée avec `/index "
        "reindex`.",
        de="Es gibt noch keinen Index der Berichterstattung. Der Betreiber dieses Bots legt ihn mit "
        "`/index reindex` an.",
        pt="Ainda não há um índice da cobertura. Quem opera este bot o cria com `/index reindex`.",
    ),
}
