"""Commands and their options as Discord shows them, found by their English text when commands are synced.

A command's own name is the same in every language, so that people can tell each other what to type.
"""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "commands.find_coverage": Phrase(
        en="Find coverage",
        es="Buscar cobertura",
        fr="Chercher des articles",
        de="Berichte suchen",
        pt="Buscar cobertura",
    ),
    "commands.ask": Phrase(
        en="Ask the news coverage a question; it answers in its own words",
        es="Haz una pregunta a la cobertura; responde con sus propias palabras",
        fr="Posez une question aux articles ; ils répondent avec leurs propres mots",
        de="Stell der Berichterstattung eine Frage; sie antwortet mit eigenen Worten",
        pt="Faça uma pergunta à cobertura; ela responde com as próprias palavras",
    ),
    "commands.question": Phrase(en="question", es="pregunta", fr="question", de="frage", pt="pergunta"),
    "commands.question.about": Phrase(
        en="What do you want to know?",
        es="¿Qué quieres saber?",
        fr="Que voulez-vous savoir ?",
        de="Was möchtest du wissen?",
        pt="O que você quer saber?",
    ),
    "commands.outlet": Phrase(en="outlet", es="medio", fr="média", de="medium", pt="veículo"),
    "commands.outlet.about": Phrase(
        en="Only articles of this outlet",
        es="Solo artículos de este medio",
        fr="Seulement les articles de ce média",
        de="Nur Artikel dieses Mediums",
        pt="Somente artigos deste veículo",
    ),
    "commands.author": Phrase(en="author", es="autor", fr="auteur", de="autor", pt="autor"),
    "commands.author.about": Phrase(
        en="Only articles by this author",
        es="Solo artículos de este autor",
        fr="Seulement les articles de cet auteur",
        de="Nur Artikel dieses Autors",
        pt="Somente artigos deste autor",
    ),
    "commands.since": Phrase(en="since", es="desde", fr="depuis", de="ab", pt="desde"),
    "commands.since.about": Phrase(
        en="Only articles of this day or later, as in 2022-06-08 or 2022-06",
        es="Solo artículos de este día o posteriores, como 2022-06-08 o 2022-06",
        fr="Seulement les articles de ce jour ou d'après, par exemple 2022-06-08 ou 2022-06",
        de="Nur Artikel von diesem Tag an, etwa 2022-06-08 oder 2022-06",
        pt="Somente artigos deste dia em diante, como 2022-06-08 ou 2022-06",
    ),
    "commands.until": Phrase(en="until", es="hasta", fr="jusque", de="bis", pt="até"),
    "commands.until.about": Phrase(
        en="Only articles of this day or earlier, as in 2022-06-08 or 2022-06",
        es="Solo artículos de este día o anteriores, como 2022-06-08 o 2022-06",
        fr="Seulement les articles de ce jour ou d'avant, par exemple 2022-06-08 ou 2022-06",
        de="Nur Artikel bis zu diesem Tag, etwa 2022-06-08 oder 2022-06",
        pt="Somente artigos até este dia, como 2022-06-08 ou 2022-06",
    ),
    "commands.private": Phrase(en="private", es="privado", fr="privé", de="privat", pt="privado"),
    "commands.private.about": Phrase(
        en="Show the answer only to me",
        es="Mostrar la respuesta solo a mí",
        fr="Ne montrer la réponse qu'à moi",
        de="Die Antwort nur mir zeigen",
        pt="Mostrar a resposta só para mim",
    ),
    "commands.settings": Phrase(
        en="What this server sets for itself: channels, roles, language",
        es="Lo que este servidor decide para sí: canales, roles, idioma",
        fr="Ce que ce serveur règle pour lui-même : salons, rôles, langue",
        de="Was dieser Server für sich festlegt: Kanäle, Rollen, Sprache",
        pt="O que este servidor define para si: canais, cargos, idioma",
    ),
    "commands.index": Phrase(
        en="The index of the coverage, for its admins",
        es="El índice de la cobertura, para quienes lo administran",
        fr="L'index des articles, pour ceux qui l'administrent",
        de="Der Index der Berichterstattung, für seine Verwalter",
        pt="O índice da cobertura, para quem o administra",
    ),
    "commands.index.reindex": Phrase(
        en="Read the sources again, so that the index holds what they hold now",
        es="Lee las fuentes de nuevo, para que el índice contenga lo que contienen ahora",
        fr="Relit les sources, pour que l'index contienne ce qu'elles contiennent maintenant",
        de="Liest die Quellen neu, damit der Index enthält, was sie jetzt enthalten",
        pt="Lê as fontes de novo, para que o índice contenha o que elas contêm agora",
    ),
    "commands.index.status": Phrase(
        en="Show what the index holds and when it was built",
        es="Muestra qué contiene el índice y cuándo se creó",
        fr="Montre ce que contient l'index et quand il a été construit",
        de="Zeigt, was der Index enthält und wann er erstellt wurde",
        pt="Mostra o que o índice contém e quando foi criado",
    ),
    "commands.watch": Phrase(
        en="Be told when new coverage answers a question",
        es="Recibe un aviso cuando nueva cobertura responda a una pregunta",
        fr="Soyez prévenu quand de nouveaux articles répondent à une question",
        de="Lass dir Bescheid geben, wenn neue Berichte eine Frage beantworten",
        pt="Receba um aviso quando nova cobertura responder a uma pergunta",
    ),
    "commands.where": Phrase(en="where", es="donde", fr="lieu", de="wo", pt="onde"),
    "commands.where.about": Phrase(
        en="Where to tell you",
        es="Dónde avisarte",
        fr="Où vous prévenir",
        de="Wo dir Bescheid gegeben wird",
        pt="Onde avisar você",
    ),
    "commands.where.direct": Phrase(
        en="by direct message",
        es="por mensaje directo",
        fr="par message privé",
        de="per Direktnachricht",
        pt="por mensagem direta",
    ),
    "commands.where.here": Phrase(
        en="in this channel", es="en este canal", fr="dans ce salon", de="in diesem Kanal", pt="neste canal"
    ),
    "commands.watches": Phrase(
        en="The questions that you watch, and what was found",
        es="Las preguntas que vigilas y lo que se encontró",
        fr="Les questions que vous suivez et ce qui a été trouvé",
        de="Die Fragen, die du beobachtest, und was gefunden wurde",
        pt="As perguntas que você acompanha e o que foi encontrado",
    ),
}
