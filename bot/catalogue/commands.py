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
}
