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
    "failures.lost_thread": Phrase(
        en="Something in me broke off in the middle of this, and was begun anew. Please try again.",
        es="Algo en mí se interrumpió a la mitad y ya volvió a empezar. Inténtalo de nuevo.",
        fr="Quelque chose en moi s'est interrompu au milieu et a redémarré. Réessayez.",
        de="Etwas in mir ist mittendrin abgebrochen und wurde neu begonnen. Bitte versuch es noch einmal.",
        pt="Algo em mim parou no meio disso e foi reiniciado. Tente de novo.",
    ),
    "failures.in_vain": Phrase(
        en="I tried to answer this several times, and broke off each time. Please ask it in other words, and tell "
        "the bot's operator.",
        es="Intenté responder a esto varias veces y me interrumpí cada vez. Pregúntalo con otras palabras y avisa "
        "a quien opera el bot.",
        fr="J'ai essayé plusieurs fois de répondre à cela et me suis interrompu chaque fois. Reformulez la "
        "question et prévenez la personne qui gère le bot.",
        de="Ich habe mehrmals versucht, das zu beantworten, und bin jedes Mal abgebrochen. Bitte frag mit anderen "
        "Worten, und sag es der Person, die den Bot betreibt.",
        pt="Tentei responder a isso várias vezes e parei no meio todas as vezes. Pergunte com outras palavras e "
        "avise quem opera o bot.",
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
    "failures.mending": Phrase(
        en="The index of the coverage is damaged where this question needs it. It is being made anew from the "
        "stored articles; please ask again in a few minutes.",
        es="El índice de la cobertura está dañado donde esta pregunta lo necesita. Se está rehaciendo con los "
        "artículos guardados; pregunta otra vez en unos minutos.",
        fr="L'index des articles est endommagé là où cette question en a besoin. Il est refait à partir des "
        "articles enregistrés ; reposez la question dans quelques minutes.",
        de="Der Index der Berichterstattung ist dort beschädigt, wo diese Frage ihn braucht. Er wird aus den "
        "gespeicherten Artikeln neu gemacht; bitte frag in ein paar Minuten noch einmal.",
        pt="O índice da cobertura está danificado onde esta pergunta precisa dele. Está sendo refeito a partir dos "
        "artigos guardados; pergunte de novo em alguns minutos.",
    ),
    "failures.damaged": Phrase(
        en="The index of the coverage is damaged where this question needs it, and could not be mended by itself. "
        "Whoever runs this bot finds the next step in its log.",
        es="El índice de la cobertura está dañado donde esta pregunta lo necesita, y no pudo repararse solo. "
        "Quien opera este bot encuentra el siguiente paso en su registro.",
        fr="L'index des articles est endommagé là où cette question en a besoin, et n'a pas pu être réparé tout "
        "seul. La personne qui gère ce bot trouve la suite à donner dans son journal.",
        de="Der Index der Berichterstattung ist dort beschädigt, wo diese Frage ihn braucht, und ließ sich nicht "
        "von selbst reparieren. Der Betreiber dieses Bots findet den nächsten Schritt im Protokoll.",
        pt="O índice da cobertura está danificado onde esta pergunta precisa dele, e não pôde ser reparado "
        "sozinho. Quem opera este bot encontra o próximo passo no log.",
    ),
    "failures.not_now": Phrase(
        en="The index of the coverage cannot be read at the moment. Please try again in a minute.",
        es="El índice de la cobertura no se puede leer en este momento. Inténtalo de nuevo en un minuto.",
        fr="L'index des articles ne peut pas être lu pour le moment. Réessayez dans une minute.",
        de="Der Index der Berichterstattung kann gerade nicht gelesen werden. Bitte versuch es in einer Minute "
        "noch einmal.",
        pt="O índice da cobertura não pode ser lido no momento. Tente de novo em um minuto.",
    ),
    "failures.unkept": Phrase(
        en="Nothing can be kept or looked up here just now, as this machine's disk refuses or is busy. Please try "
        "again in a minute; if it stays so, tell whoever runs this bot.",
        es="Ahora mismo no se puede guardar ni consultar nada aquí: el disco de esta máquina se niega o está "
        "ocupado. Inténtalo de nuevo en un minuto; si sigue así, avisa a quien opera este bot.",
        fr="Rien ne peut être gardé ni consulté ici pour le moment : le disque de cette machine refuse ou est "
        "occupé. Réessayez dans une minute ; si cela dure, prévenez la personne qui gère ce bot.",
        de="Hier kann gerade nichts behalten oder nachgesehen werden: Die Festplatte dieses Rechners weigert sich "
        "oder ist beschäftigt. Bitte versuch es in einer Minute noch einmal; bleibt es so, sag es dem Betreiber "
        "dieses Bots.",
        pt="Nada pode ser guardado ou consultado aqui agora: o disco desta máquina se recusa ou está ocupado. "
        "Tente de novo em um minuto; se continuar assim, avise quem opera este bot.",
    ),
    "failures.memory_restored": Phrase(
        en="What this bot remembers was damaged, and has just been restored from a backup: what was kept since then "
        "is missing. Please try again.",
        es="Lo que este bot recuerda estaba dañado y acaba de restaurarse de una copia: falta lo guardado desde "
        "entonces. Inténtalo de nuevo.",
        fr="Ce que ce bot retient était endommagé et vient d'être restauré d'une sauvegarde : ce qui a été gardé "
        "depuis manque. Réessayez.",
        de="Was dieser Bot sich merkt, war beschädigt und wurde eben aus einer Sicherung wiederhergestellt: Was "
        "seitdem dazukam, fehlt. Bitte versuch es noch einmal.",
        pt="O que este bot lembra estava danificado e acaba de ser restaurado de um backup: falta o que foi "
        "guardado desde então. Tente de novo.",
    ),
    "failures.memory_damaged": Phrase(
        en="What this bot remembers is damaged, and there is no backup of it. Whoever runs this bot finds the next "
        "step in its log.",
        es="Lo que este bot recuerda está dañado y no hay copia. Quien opera este bot encuentra el siguiente paso "
        "en su registro.",
        fr="Ce que ce bot retient est endommagé, et il n'y en a pas de sauvegarde. La personne qui gère ce bot "
        "trouve la suite à donner dans son journal.",
        de="Was dieser Bot sich merkt, ist beschädigt, und es gibt keine Sicherung davon. Der Betreiber dieses Bots "
        "findet den nächsten Schritt im Protokoll.",
        pt="O que este bot lembra está danificado, e não há backup. Quem opera este bot encontra o próximo passo "
        "no log.",
    ),
}
