"""What is said to whoever asks: how to, what is missing, what is too much."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "asking.elsewhere": Phrase(
        en="I may not write in {channel}, so here is the answer to your question there.",
        es="No puedo escribir en {channel}; esta es la respuesta a lo que preguntaste allí.",
        fr="Je ne peux pas écrire dans {channel} ; voici la réponse à votre question.",
        de="In {channel} darf ich nicht schreiben; hier ist die Antwort auf deine Frage dort.",
        pt="Não posso escrever em {channel}; aqui está a resposta à sua pergunta de lá.",
    ),
    "asking.how_to": Phrase(
        en="Ask me about the coverage",
        es="Pregúntame sobre la cobertura",
        fr="Interrogez-moi sur les articles",
        de="Frag mich zur Berichterstattung",
        pt="Pergunte-me sobre a cobertura",
    ),
    "asking.ways": Phrase(
        en="Type `/ask`, mention me with your question, or write to me directly.",
        es="Escribe `/ask`, mencióname con tu pregunta o escríbeme directamente.",
        fr="Tapez `/ask`, mentionnez-moi avec votre question, ou écrivez-moi directement.",
        de="Gib `/ask` ein, erwähne mich mit deiner Frage, oder schreib mir direkt.",
        pt="Digite `/ask`, mencione-me com a sua pergunta ou escreva diretamente para mim.",
    ),
    "asking.verbatim": Phrase(
        en="I answer with passages of the coverage, word for word, and tell where they stand.",
        es="Respondo con pasajes de la cobertura, palabra por palabra, y digo dónde están.",
        fr="Je réponds par des passages des articles, mot pour mot, et je dis où ils se trouvent.",
        de="Ich antworte mit Passagen der Berichterstattung, Wort für Wort, und sage, wo sie stehen.",
        pt="Respondo com trechos da cobertura, palavra por palavra, e digo onde estão.",
    ),
    "asking.menu": Phrase(
        en="To ask with someone's message, open its menu: **Apps**, then **Find coverage**.",
        es="Para preguntar con un mensaje, abre su menú: **Aplicaciones**, luego **Buscar cobertura**.",
        fr="Pour interroger avec un message, ouvrez son menu : **Applications**, puis **Chercher des "
        "articles**.",
        de="Um mit einer Nachricht zu fragen, öffne ihr Menü: **Apps**, dann **Berichte suchen**.",
        pt="Para perguntar com uma mensagem, abra o menu dela: **Apps**, depois **Buscar cobertura**.",
    ),
    "asking.try": Phrase(en="Try", es="Prueba", fr="Essayez", de="Zum Ausprobieren", pt="Experimente"),
    "asking.no_text": Phrase(
        en="That message has no text to search the coverage with. Try `/ask` with a question of your own.",
        es="Ese mensaje no tiene texto con el que buscar. Prueba `/ask` con una pregunta tuya.",
        fr="Ce message n'a pas de texte à rechercher. Essayez `/ask` avec votre propre question.",
        de="Diese Nachricht hat keinen Text, mit dem sich suchen ließe. Versuch `/ask` mit einer eigenen "
        "Frage.",
        pt="Essa mensagem não tem texto para buscar. Tente `/ask` com uma pergunta sua.",
    ),
    "asking.forgotten": Phrase(
        en="This answer is too old for its buttons: its question is no longer kept. Please ask it again.",
        es="Esta respuesta es demasiado antigua para sus botones: su pregunta ya no se guarda. Pregunta "
        "otra vez.",
        fr="Cette réponse est trop ancienne pour ses boutons : sa question n'est plus gardée. Reposez-la.",
        de="Diese Antwort ist zu alt für ihre Knöpfe: Ihre Frage ist nicht mehr gespeichert. Bitte frag "
        "noch einmal.",
        pt="Esta resposta é antiga demais para os botões: a pergunta não está mais guardada. Pergunte de "
        "novo.",
    ),
    "asking.no_more": Phrase(
        en="There are no more passages; the coverage has changed since this answer. Please ask again.",
        es="No hay más pasajes; la cobertura ha cambiado desde esta respuesta. Pregunta otra vez.",
        fr="Il n'y a plus de passages ; les articles ont changé depuis cette réponse. Reposez la question.",
        de="Es gibt keine weiteren Passagen; die Berichterstattung hat sich seither geändert. Bitte frag "
        "noch einmal.",
        pt="Não há mais trechos; a cobertura mudou desde esta resposta. Pergunte de novo.",
    ),
    "asking.wait": Phrase(
        en="You have asked a lot in a short time. You can ask again {when}.",
        es="Has preguntado mucho en poco tiempo. Puedes volver a preguntar {when}.",
        fr="Vous avez posé beaucoup de questions en peu de temps. Vous pourrez recommencer {when}.",
        de="Du hast in kurzer Zeit viel gefragt. Du kannst {when} wieder fragen.",
        pt="Você perguntou muito em pouco tempo. Pode perguntar de novo {when}.",
    ),
    "asking.wait_server": Phrase(
        en="This server has asked a lot in a short time. Please ask again {when}.",
        es="Este servidor ha preguntado mucho en poco tiempo. Vuelve a preguntar {when}.",
        fr="Ce serveur a posé beaucoup de questions en peu de temps. Réessayez {when}.",
        de="Dieser Server hat in kurzer Zeit viel gefragt. Bitte frag {when} wieder.",
        pt="Este servidor perguntou muito em pouco tempo. Pergunte de novo {when}.",
    ),
    "asking.roles": Phrase(
        en="In this server, only members with one of these roles may ask me: {roles}. "
        "Its managers set this with `/settings`.",
        es="En este servidor solo pueden preguntarme quienes tengan uno de estos roles: {roles}. "
        "Lo deciden quienes lo administran con `/settings`.",
        fr="Sur ce serveur, seuls les membres ayant l'un de ces rôles peuvent m'interroger : {roles}. "
        "Ses gestionnaires le règlent avec `/settings`.",
        de="Auf diesem Server dürfen mich nur Mitglieder mit einer dieser Rollen fragen: {roles}. "
        "Das legen seine Verwalter mit `/settings` fest.",
        pt="Neste servidor, só quem tem um destes cargos pode me perguntar: {roles}. "
        "Quem o administra define isso com `/settings`.",
    ),
    "asking.no_date": Phrase(
        en="`{typed}` is not a date. Type it as year, month and day, as in `2022-06-08`, or as `2022-06` or "
        "`2022`.",
        es="`{typed}` no es una fecha. Escríbela como año, mes y día: `2022-06-08`, o como `2022-06` o "
        "`2022`.",
        fr="`{typed}` n'est pas une date. Écrivez année, mois et jour, `2022-06-08`, ou bien `2022-06` ou "
        "`2022`.",
        de="`{typed}` ist kein Datum. Schreib Jahr, Monat und Tag, etwa `2022-06-08`, oder `2022-06` oder "
        "`2022`.",
        pt="`{typed}` não é uma data. Escreva ano, mês e dia, como `2022-06-08`, ou `2022-06` ou `2022`.",
    ),
    "asking.dates": Phrase(
        en="The dates are the wrong way round: nothing is both since {since} and until {until}.",
        es="Las fechas están al revés: nada es a la vez desde {since} y hasta {until}.",
        fr="Les dates sont inversées : rien n'est à la fois depuis le {since} et jusqu'au {until}.",
        de="Die Daten sind vertauscht: Nichts liegt zugleich ab {since} und bis {until}.",
        pt="As datas estão invertidas: nada é ao mesmo tempo desde {since} e até {until}.",
    ),
    "asking.unread": Phrase(
        en="{person}, I was stopped before I could answer your question, and may not read it again in this "
        "channel's history. Please ask once more.",
        es="{person}, me detuvieron antes de poder responder a tu pregunta y no puedo volver a leerla en el "
        "historial de este canal. Pregunta otra vez, por favor.",
        fr="{person}, on m'a arrêté avant que je puisse répondre à votre question, et je ne peux pas la relire "
        "dans l'historique de ce salon. Posez-la encore une fois.",
        de="{person}, ich wurde angehalten, bevor ich deine Frage beantworten konnte, und darf sie im Verlauf "
        "dieses Kanals nicht noch einmal lesen. Bitte stell sie noch einmal.",
        pt="{person}, fui parado antes de poder responder à sua pergunta e não posso lê-la de novo no histórico "
        "deste canal. Pergunte mais uma vez.",
    ),
    "asking.closing": Phrase(
        en="I am being stopped just now. Please ask again when I am back.",
        es="Me están deteniendo en este momento. Pregunta otra vez cuando vuelva.",
        fr="On m'arrête en ce moment. Reposez votre question à mon retour.",
        de="Ich werde gerade angehalten. Bitte frag wieder, wenn ich zurück bin.",
        pt="Estou sendo parado agora. Pergunte de novo quando eu voltar.",
    ),
}
