"""What `/settings` shows and says."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "panel.title": Phrase(
        en="Settings of this server",
        es="Ajustes de este servidor",
        fr="Réglages de ce serveur",
        de="Einstellungen dieses Servers",
        pt="Configurações deste servidor",
    ),
    "panel.about": Phrase(
        en="They hold in this server only. Every change is on the list of changes.",
        es="Solo valen en este servidor. Cada cambio queda en la lista de cambios.",
        fr="Ils ne valent que sur ce serveur. Chaque changement figure dans la liste des changements.",
        de="Sie gelten nur auf diesem Server. Jede Änderung steht in der Liste der Änderungen.",
        pt="Valem só neste servidor. Cada mudança fica na lista de mudanças.",
    ),
    "panel.channels": Phrase(
        en="Channels in which every question is answered",
        es="Canales en los que se responde a cada pregunta",
        fr="Salons où chaque question reçoit une réponse",
        de="Kanäle, in denen jede Frage beantwortet wird",
        pt="Canais em que cada pergunta é respondida",
    ),
    "panel.channels_off": Phrase(
        en="This needs the message-content intent. Whoever runs this bot switches it on with "
        "`CLIPDESK_READ_MESSAGES=on`.",
        es="Esto necesita el permiso de leer mensajes (message content intent). Quien opera este bot lo "
        "activa con "
        "`CLIPDESK_READ_MESSAGES=on`.",
        fr="Il faut pour cela l'accès au contenu des messages (message content intent). La personne qui "
        "gère ce "
        "bot l'active avec `CLIPDESK_READ_MESSAGES=on`.",
        de="Dafür braucht es Zugriff auf Nachrichteninhalte (Message Content Intent). Der Betreiber dieses "
        "Bots "
        "schaltet ihn mit `CLIPDESK_READ_MESSAGES=on` ein.",
        pt="Isto precisa do acesso ao conteúdo das mensagens (message content intent). Quem opera este bot "
        "o ativa "
        "com `CLIPDESK_READ_MESSAGES=on`.",
    ),
    "panel.roles": Phrase(
        en="Who may ask",
        es="Quién puede preguntar",
        fr="Qui peut interroger",
        de="Wer fragen darf",
        pt="Quem pode perguntar",
    ),
    "panel.threads": Phrase(
        en="A thread for each answer in these channels",
        es="Un hilo para cada respuesta en estos canales",
        fr="Un fil pour chaque réponse dans ces salons",
        de="Ein Thread für jede Antwort in diesen Kanälen",
        pt="Um tópico para cada resposta nesses canais",
    ),
    "panel.private": Phrase(
        en="Answer /ask in private unless asked otherwise",
        es="Responder a /ask en privado si no se pide otra cosa",
        fr="Répondre à /ask en privé sauf demande contraire",
        de="/ask privat beantworten, wenn nichts anderes verlangt wird",
        pt="Responder a /ask em particular, salvo pedido contrário",
    ),
    "panel.strictness": Phrase(
        en="How sure I am before I say that the coverage answers",
        es="Cuánta seguridad pido para decir que la cobertura responde",
        fr="Ce qu'il me faut de certitude pour dire que les articles répondent",
        de="Wie sicher ich sein muss, dass die Berichterstattung antwortet",
        pt="Quanta certeza peço para dizer que a cobertura responde",
    ),
    "panel.strict": Phrase(
        en="very sure: rather no answer than a wrong one",
        es="mucha: mejor ninguna respuesta que una equivocada",
        fr="beaucoup : plutôt pas de réponse qu'une fausse",
        de="sehr sicher: lieber keine Antwort als eine falsche",
        pt="muita: melhor nenhuma resposta que uma errada",
    ),
    "panel.normal": Phrase(
        en="as usual", es="lo habitual", fr="comme d'habitude", de="wie üblich", pt="o habitual"
    ),
    "panel.lenient": Phrase(
        en="less sure: rather a wrong answer than none",
        es="menos: mejor una respuesta equivocada que ninguna",
        fr="moins : plutôt une fausse réponse que pas de réponse",
        de="weniger sicher: lieber eine falsche Antwort als keine",
        pt="menos: melhor uma resposta errada que nenhuma",
    ),
    "panel.anything": Phrase(
        en="always show whatever is nearest",
        es="mostrar siempre lo más cercano",
        fr="toujours montrer ce qui s'en approche le plus",
        de="immer zeigen, was am nächsten liegt",
        pt="mostrar sempre o mais próximo",
    ),
    "panel.language": Phrase(
        en="Language of my own words",
        es="Idioma de mis propias palabras",
        fr="Langue de mes propres mots",
        de="Sprache meiner eigenen Worte",
        pt="Idioma das minhas próprias palavras",
    ),
    "panel.everyone": Phrase(en="everyone", es="todo el mundo", fr="tout le monde", de="alle", pt="todos"),
    "panel.none": Phrase(en="none", es="ninguno", fr="aucun", de="keine", pt="nenhum"),
    "panel.asker": Phrase(
        en="that of whoever asks",
        es="el de quien pregunta",
        fr="celle de qui demande",
        de="die des Fragenden",
        pt="o de quem pergunta",
    ),
    "panel.on": Phrase(en="on", es="sí", fr="oui", de="an", pt="sim"),
    "panel.off": Phrase(en="off", es="no", fr="non", de="aus", pt="não"),
    "panel.choose_channels": Phrase(
        en="Choose channels",
        es="Elegir canales",
        fr="Choisir des salons",
        de="Kanäle wählen",
        pt="Escolher canais",
    ),
    "panel.choose_roles": Phrase(
        en="Choose roles", es="Elegir roles", fr="Choisir des rôles", de="Rollen wählen", pt="Escolher cargos"
    ),
    "panel.threads_on": Phrase(
        en="Open threads", es="Abrir hilos", fr="Ouvrir des fils", de="Threads öffnen", pt="Abrir tópicos"
    ),
    "panel.threads_off": Phrase(
        en="No threads", es="Sin hilos", fr="Sans fils", de="Keine Threads", pt="Sem tópicos"
    ),
    "panel.private_on": Phrase(
        en="Answer in private",
        es="Responder en privado",
        fr="Répondre en privé",
        de="Privat antworten",
        pt="Responder em particular",
    ),
    "panel.private_off": Phrase(
        en="Answer in public",
        es="Responder en público",
        fr="Répondre en public",
        de="Öffentlich antworten",
        pt="Responder em público",
    ),
    "panel.changes": Phrase(en="Changes", es="Cambios", fr="Changements", de="Änderungen", pt="Mudanças"),
    "panel.no_changes": Phrase(
        en="Nothing has been changed yet.",
        es="Todavía no se ha cambiado nada.",
        fr="Rien n'a encore été changé.",
        de="Es wurde noch nichts geändert.",
        pt="Nada foi mudado ainda.",
    ),
    "panel.change": Phrase(
        en="{when}, {who}: {setting}: {before} → {after}",
        es="{when}, {who}: {setting}: {before} → {after}",
        fr="{when}, {who} : {setting} : {before} → {after}",
        de="{when}, {who}: {setting}: {before} → {after}",
        pt="{when}, {who}: {setting}: {before} → {after}",
    ),
    "panel.refused": Phrase(
        en="Only members who may manage this server may change its settings. Ask one of them.",
        es="Solo quienes pueden gestionar este servidor pueden cambiar sus ajustes. Pregunta a uno de ellos.",
        fr="Seuls les membres qui peuvent gérer ce serveur peuvent changer ses réglages. Adressez-vous à "
        "eux.",
        de="Nur Mitglieder, die diesen Server verwalten dürfen, können seine Einstellungen ändern. Frag "
        "eines.",
        pt="Só quem pode gerenciar este servidor pode mudar as configurações. Fale com uma dessas pessoas.",
    ),
    "panel.servers_only": Phrase(
        en="Settings belong to a server. Use `/settings` in one in which I am a member.",
        es="Los ajustes son de un servidor. Usa `/settings` en uno en el que yo esté.",
        fr="Les réglages sont ceux d'un serveur. Utilisez `/settings` sur un serveur dont je suis membre.",
        de="Einstellungen gehören zu einem Server. Benutze `/settings` auf einem, in dem ich Mitglied bin.",
        pt="As configurações são de um servidor. Use `/settings` em um no qual eu esteja.",
    ),
}
