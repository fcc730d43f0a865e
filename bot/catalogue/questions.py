"""What is asked and what is kept of people: `/questions` for admins, `/privacy` for everyone."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "questions.top": Phrase(
        en="Asked most",
        es="Lo más preguntado",
        fr="Les plus posées",
        de="Am häufigsten gefragt",
        pt="Mais perguntadas",
    ),
    "questions.unanswered": Phrase(
        en="Asked in vain",
        es="Preguntado en vano",
        fr="Posées en vain",
        de="Vergeblich gefragt",
        pt="Perguntadas em vão",
    ),
    "questions.none": Phrase(
        en="No such question is kept. Questions are kept for {n} day.|No such question is kept. "
        "Questions are kept for {n} days.",
        es="No se guarda ninguna pregunta así. Las preguntas se guardan {n} día.|No se guarda ninguna "
        "pregunta así. Las preguntas se guardan {n} días.",
        fr="Aucune question de ce type n'est gardée. Elles le sont {n} jour.|Aucune question de ce type "
        "n'est gardée. Elles le sont {n} jours.",
        de="Keine solche Frage ist gespeichert. Fragen bleiben {n} Tag gespeichert.|Keine solche Frage "
        "ist gespeichert. Fragen bleiben {n} Tage gespeichert.",
        pt="Nenhuma pergunta assim está guardada. Elas ficam {n} dia.|Nenhuma pergunta assim está "
        "guardada. Elas ficam {n} dias.",
    ),
    "questions.asked": Phrase(
        en="asked once|asked {n} times",
        es="una vez|{n} veces",
        fr="{n} fois|{n} fois",
        de="einmal gefragt|{n}-mal gefragt",
        pt="uma vez|{n} vezes",
    ),
    "questions.answered": Phrase(
        en="answered {n}",
        es="con respuesta: {n}",
        fr="avec réponse : {n}",
        de="beantwortet: {n}",
        pt="com resposta: {n}",
    ),
    "questions.opinions": Phrase(
        en="helpful {helpful}, not this {unhelpful}",
        es="útil {helpful}, no es esto {unhelpful}",
        fr="utile {helpful}, pas cela {unhelpful}",
        de="hilfreich {helpful}, nicht das {unhelpful}",
        pt="útil {helpful}, não é isto {unhelpful}",
    ),
    "questions.of": Phrase(
        en="{shown} of {total} different questions, without who asked",
        es="{shown} de {total} preguntas distintas, sin quién preguntó",
        fr="{shown} sur {total} questions différentes, sans qui les a posées",
        de="{shown} von {total} verschiedenen Fragen, ohne wer fragte",
        pt="{shown} de {total} perguntas diferentes, sem quem perguntou",
    ),
    "questions.exported": Phrase(
        en="All kept questions by day, without who asked, as a table.",
        es="Todas las preguntas guardadas por día, sin quién preguntó, como tabla.",
        fr="Toutes les questions gardées, par jour, sans qui les a posées, en tableau.",
        de="Alle gespeicherten Fragen nach Tag, ohne wer fragte, als Tabelle.",
        pt="Todas as perguntas guardadas por dia, sem quem perguntou, em tabela.",
    ),
    "questions.not_kept": Phrase(
        en="No questions are kept: the operator has set `CLIPDESK_KEEP_QUESTIONS` to 0.",
        es="No se guardan preguntas: quien opera el bot puso `CLIPDESK_KEEP_QUESTIONS` en 0.",
        fr="Aucune question n'est gardée : `CLIPDESK_KEEP_QUESTIONS` est réglé sur 0.",
        de="Es werden keine Fragen gespeichert: `CLIPDESK_KEEP_QUESTIONS` steht auf 0.",
        pt="Nenhuma pergunta é guardada: `CLIPDESK_KEEP_QUESTIONS` está em 0.",
    ),
    "questions.privacy": Phrase(
        en="What is kept of you",
        es="Lo que se guarda de ti",
        fr="Ce qui est gardé de vous",
        de="Was von dir gespeichert ist",
        pt="O que é guardado sobre você",
    ),
    "questions.policy": Phrase(
        en="Questions are kept without who asked them, for {n} day.|Questions are kept without who asked "
        "them, for {n} days.",
        es="Las preguntas se guardan sin quién las hizo, durante {n} día.|Las preguntas se guardan sin "
        "quién las hizo, durante {n} días.",
        fr="Les questions sont gardées sans qui les a posées, {n} jour.|Les questions sont gardées sans "
        "qui les a posées, {n} jours.",
        de="Fragen werden ohne die Fragenden gespeichert, {n} Tag lang.|Fragen werden ohne die Fragenden "
        "gespeichert, {n} Tage lang.",
        pt="As perguntas são guardadas sem quem perguntou, por {n} dia.|As perguntas são guardadas sem "
        "quem perguntou, por {n} dias.",
    ),
    "questions.watches": Phrase(
        en="{n} watch|{n} watches",
        es="{n} vigilancia|{n} vigilancias",
        fr="{n} suivi|{n} suivis",
        de="{n} Beobachtung|{n} Beobachtungen",
        pt="{n} acompanhamento|{n} acompanhamentos",
    ),
    "questions.feedback": Phrase(
        en="{n} opinion on answers|{n} opinions on answers",
        es="{n} opinión sobre respuestas|{n} opiniones sobre respuestas",
        fr="{n} avis sur des réponses|{n} avis sur des réponses",
        de="{n} Meinung zu Antworten|{n} Meinungen zu Antworten",
        pt="{n} opinião sobre respostas|{n} opiniões sobre respostas",
    ),
    "questions.owed": Phrase(
        en="{n} question that waits for its answer|{n} questions that wait for their answer",
        es="{n} pregunta que espera su respuesta|{n} preguntas que esperan su respuesta",
        fr="{n} question qui attend sa réponse|{n} questions qui attendent leur réponse",
        de="{n} Frage, die auf ihre Antwort wartet|{n} Fragen, die auf ihre Antwort warten",
        pt="{n} pergunta que espera a resposta|{n} perguntas que esperam a resposta",
    ),
    "questions.delete": Phrase(
        en="Delete all of it",
        es="Borrarlo todo",
        fr="Tout effacer",
        de="Alles löschen",
        pt="Apagar tudo",
    ),
    "questions.deleted": Phrase(
        en="Deleted: {watches}, {opinions}. Nothing else is kept of you.",
        es="Borrado: {watches}, {opinions}. No se guarda nada más de ti.",
        fr="Effacé : {watches}, {opinions}. Rien d'autre n'est gardé de vous.",
        de="Gelöscht: {watches}, {opinions}. Sonst ist nichts von dir gespeichert.",
        pt="Apagado: {watches}, {opinions}. Nada mais é guardado sobre você.",
    ),
    "questions.nothing": Phrase(
        en="Nothing is kept of you.",
        es="No se guarda nada de ti.",
        fr="Rien n'est gardé de vous.",
        de="Von dir ist nichts gespeichert.",
        pt="Nada é guardado sobre você.",
    ),
}
