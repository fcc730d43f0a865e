"""Being told later: watches, what they find, and where they tell."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "watching.button": Phrase(
        en="Tell me when there is coverage",
        es="Avísame cuando haya cobertura",
        fr="Me prévenir quand il y aura des articles",
        de="Bescheid geben, sobald es Berichte gibt",
        pt="Avise-me quando houver cobertura",
    ),
    "watching.begun_direct": Phrase(
        en="I will write to you once for each new article that answers this. `/watches` lists and ends it.",
        es="Te escribiré una vez por cada artículo nuevo que responda a esto. `/watches` lo muestra y lo "
        "termina.",
        fr="Je vous écrirai une fois pour chaque nouvel article qui y répond. `/watches` permet de voir "
        "et d'arrêter.",
        de="Ich schreibe dir einmal für jeden neuen Artikel, der das beantwortet. `/watches` zeigt und "
        "beendet es.",
        pt="Vou escrever para você uma vez por artigo novo que responda a isso. `/watches` mostra e encerra.",
    ),
    "watching.begun_here": Phrase(
        en="I will say so here once for each new article that answers this. `/watches` lists and ends it.",
        es="Lo diré aquí una vez por cada artículo nuevo que responda a esto. `/watches` lo muestra y lo "
        "termina.",
        fr="Je le dirai ici une fois pour chaque nouvel article qui y répond. `/watches` permet de voir "
        "et d'arrêter.",
        de="Ich sage es hier einmal für jeden neuen Artikel, der das beantwortet. `/watches` zeigt und "
        "beendet es.",
        pt="Vou dizer aqui uma vez por artigo novo que responda a isso. `/watches` mostra e encerra.",
    ),
    "watching.full": Phrase(
        en="You watch {n} questions already, which is as many as one may. End one with `/watches` first.",
        es="Ya vigilas {n} preguntas, que es el máximo. Termina una con `/watches` primero.",
        fr="Vous suivez déjà {n} questions, le maximum. Arrêtez-en d'abord une avec `/watches`.",
        de="Du beobachtest schon {n} Fragen, mehr gehen nicht. Beende zuerst eine mit `/watches`.",
        pt="Você já acompanha {n} perguntas, que é o máximo. Encerre uma com `/watches` primeiro.",
    ),
    "watching.no_place": Phrase(
        en="I may not write in this channel, so I could not tell you here. Choose a direct message instead.",
        es="No puedo escribir en este canal, así que no podría avisarte aquí. Elige un mensaje directo.",
        fr="Je ne peux pas écrire dans ce salon. Choisissez plutôt un message privé.",
        de="Ich darf in diesem Kanal nicht schreiben. Wähle stattdessen eine Direktnachricht.",
        pt="Não posso escrever neste canal. Escolha uma mensagem direta.",
    ),
    "watching.news": Phrase(
        en="New coverage",
        es="Nueva cobertura",
        fr="Nouveaux articles",
        de="Neue Berichte",
        pt="Nova cobertura",
    ),
    "watching.asked_by": Phrase(
        en="{person} wanted to be told: {question}",
        es="{person} quería un aviso: {question}",
        fr="{person} voulait être prévenu : {question}",
        de="{person} wollte Bescheid wissen: {question}",
        pt="{person} queria um aviso: {question}",
    ),
    "watching.also": Phrase(
        en="Also new: {headlines}",
        es="También nuevo: {headlines}",
        fr="Aussi nouveau : {headlines}",
        de="Ebenfalls neu: {headlines}",
        pt="Também novo: {headlines}",
    ),
    "watching.foot": Phrase(
        en="From newly indexed articles, word for word. `/watches` ends it.",
        es="De artículos recién indexados, palabra por palabra. `/watches` lo termina.",
        fr="Tiré d'articles nouvellement indexés, mot pour mot. `/watches` permet d'arrêter.",
        de="Aus neu indizierten Artikeln, Wort für Wort. `/watches` beendet es.",
        pt="De artigos recém-indexados, palavra por palavra. `/watches` encerra.",
    ),
    "watching.closed": Phrase(
        en="{person}, there is new coverage on a question that you watch, but your direct messages are "
        "closed to me. `/watches` shows what I found.",
        es="{person}, hay nueva cobertura sobre una pregunta que vigilas, pero no puedo enviarte "
        "mensajes directos. `/watches` muestra lo que encontré.",
        fr="{person}, il y a de nouveaux articles sur une question que vous suivez, mais je ne peux pas "
        "vous écrire en privé. `/watches` montre ce que j'ai trouvé.",
        de="{person}, es gibt neue Berichte zu einer Frage, die du beobachtest, aber ich darf dir keine "
        "Direktnachrichten schicken. `/watches` zeigt, was ich gefunden habe.",
        pt="{person}, há nova cobertura sobre uma pergunta que você acompanha, mas não posso enviar "
        "mensagens diretas a você. `/watches` mostra o que encontrei.",
    ),
    "watching.channel_closed": Phrase(
        en="There is new coverage on a question that you watch, but I may no longer write in {channel}. "
        "`/watches` shows what I found.",
        es="Hay nueva cobertura sobre una pregunta que vigilas, pero ya no puedo escribir en {channel}. "
        "`/watches` muestra lo que encontré.",
        fr="Il y a de nouveaux articles sur une question que vous suivez, mais je ne peux plus écrire dans "
        "{channel}. `/watches` montre ce que j'ai trouvé.",
        de="Es gibt neue Berichte zu einer Frage, die du beobachtest, aber ich darf nicht mehr in {channel} "
        "schreiben. `/watches` zeigt, was ich gefunden habe.",
        pt="Há nova cobertura sobre uma pergunta que você acompanha, mas não posso mais escrever em {channel}. "
        "`/watches` mostra o que encontrei.",
    ),
    "watching.list": Phrase(
        en="What you watch",
        es="Lo que vigilas",
        fr="Ce que vous suivez",
        de="Was du beobachtest",
        pt="O que você acompanha",
    ),
    "watching.none": Phrase(
        en="You watch no question. `/watch` begins with one; so does the button under an answer that "
        "found nothing.",
        es="No vigilas ninguna pregunta. Empieza con `/watch` o con el botón bajo una respuesta sin "
        "resultado.",
        fr="Vous ne suivez aucune question. Commencez par `/watch` ou par le bouton sous une réponse vide.",
        de="Du beobachtest keine Frage. Beginne mit `/watch` oder dem Knopf unter einer Antwort ohne Fund.",
        pt="Você não acompanha nenhuma pergunta. Comece com `/watch` ou com o botão sob uma resposta vazia.",
    ),
    "watching.direct": Phrase(
        en="by direct message",
        es="por mensaje directo",
        fr="par message privé",
        de="per Direktnachricht",
        pt="por mensagem direta",
    ),
    "watching.in_channel": Phrase(
        en="in {channel}",
        es="en {channel}",
        fr="dans {channel}",
        de="in {channel}",
        pt="em {channel}",
    ),
    "watching.told": Phrase(
        en="told of {n} article|told of {n} articles",
        es="{n} artículo avisado|{n} artículos avisados",
        fr="{n} article signalé|{n} articles signalés",
        de="{n} Artikel gemeldet|{n} Artikel gemeldet",
        pt="{n} artigo avisado|{n} artigos avisados",
    ),
    "watching.latest": Phrase(
        en="last: {headline}",
        es="el último: {headline}",
        fr="le dernier : {headline}",
        de="zuletzt: {headline}",
        pt="o último: {headline}",
    ),
    "watching.nothing_yet": Phrase(
        en="nothing yet",
        es="nada todavía",
        fr="rien pour l'instant",
        de="noch nichts",
        pt="nada ainda",
    ),
    "watching.end": Phrase(
        en="End a watch",
        es="Terminar una vigilancia",
        fr="Arrêter un suivi",
        de="Eine Beobachtung beenden",
        pt="Encerrar um acompanhamento",
    ),
}
