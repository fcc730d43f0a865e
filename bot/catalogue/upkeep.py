"""How the data fares: the last backup, and what went wrong lately."""

from __future__ import annotations

from bot.catalogue.phrase import Phrase

PHRASES = {
    "upkeep.backup": Phrase(
        en="Last backup",
        es="Última copia",
        fr="Dernière sauvegarde",
        de="Letzte Sicherung",
        pt="Último backup",
    ),
    "upkeep.no_backup": Phrase(
        en="none yet", es="ninguna todavía", fr="aucune pour l'instant", de="noch keine", pt="nenhum ainda"
    ),
    "upkeep.shards": Phrase(
        en="Connections to Discord",
        es="Conexiones con Discord",
        fr="Connexions à Discord",
        de="Verbindungen zu Discord",
        pt="Conexões com o Discord",
    ),
    "upkeep.shard_up": Phrase(
        en="{n}: {ms} ms", es="{n}: {ms} ms", fr="{n} : {ms} ms", de="{n}: {ms} ms", pt="{n}: {ms} ms"
    ),
    "upkeep.shard_new": Phrase(
        en="{n}: connected",
        es="{n}: conectada",
        fr="{n} : connectée",
        de="{n}: verbunden",
        pt="{n}: conectada",
    ),
    "upkeep.shard_down": Phrase(
        en="{n}: not connected",
        es="{n}: sin conexión",
        fr="{n} : non connectée",
        de="{n}: nicht verbunden",
        pt="{n}: sem conexão",
    ),
    "upkeep.heading": Phrase(
        en="What went wrong lately",
        es="Lo que falló últimamente",
        fr="Ce qui s'est mal passé récemment",
        de="Was in letzter Zeit schiefging",
        pt="O que deu errado ultimamente",
    ),
    "upkeep.interrupted": Phrase(
        en="{when}: a writer was ended before it was done ({detail}); what was there before answers.",
        es="{when}: una escritura fue interrumpida antes de acabar ({detail}); responde lo que había antes.",
        fr="{when} : une écriture a été interrompue avant la fin ({detail}) ; ce qui était là avant répond.",
        de="{when}: Ein Schreiber wurde beendet, bevor er fertig war ({detail}); was vorher da war, antwortet.",
        pt="{when}: uma escrita foi interrompida antes de terminar ({detail}); responde o que havia antes.",
    ),
    "upkeep.failed": Phrase(
        en="{when}: the last writer failed: {detail}",
        es="{when}: la última escritura falló: {detail}",
        fr="{when} : la dernière écriture a échoué : {detail}",
        de="{when}: Der letzte Schreiber scheiterte: {detail}",
        pt="{when}: a última escrita falhou: {detail}",
    ),
    "upkeep.rebuilt": Phrase(
        en="{when}: passages and postings were damaged, and were made anew from the stored articles.",
        es="{when}: los pasajes y sus listas estaban dañados, y se rehicieron con los artículos guardados.",
        fr="{when} : les passages et leurs listes étaient endommagés, et ont été refaits à partir des articles "
        "enregistrés.",
        de="{when}: Passagen und Wortlisten waren beschädigt und wurden aus den gespeicherten Artikeln neu gemacht.",
        pt="{when}: os trechos e suas listas estavam danificados, e foram refeitos a partir dos artigos guardados.",
    ),
    "upkeep.restored": Phrase(
        en="{when}: articles were restored from the backup {detail}.",
        es="{when}: los artículos se restauraron de la copia {detail}.",
        fr="{when} : les articles ont été restaurés de la sauvegarde {detail}.",
        de="{when}: Artikel wurden aus der Sicherung {detail} wiederhergestellt.",
        pt="{when}: os artigos foram restaurados do backup {detail}.",
    ),
    "upkeep.memory_restored": Phrase(
        en="{when}: settings and watches were damaged, and were restored from the backup {detail}.",
        es="{when}: los ajustes y avisos estaban dañados, y se restauraron de la copia {detail}.",
        fr="{when} : les réglages et les veilles étaient endommagés, et ont été restaurés de la sauvegarde {detail}.",
        de="{when}: Einstellungen und Beobachtungen waren beschädigt und wurden aus der Sicherung {detail} "
        "wiederhergestellt.",
        pt="{when}: as configurações e os avisos estavam danificados, e foram restaurados do backup {detail}.",
    ),
    "upkeep.lost_thread": Phrase(
        en="{when}: a thread died ({detail}); another took its place.",
        es="{when}: un hilo terminó de golpe ({detail}); otro ocupó su lugar.",
        fr="{when} : un fil d'exécution est mort ({detail}) ; un autre l'a remplacé.",
        de="{when}: Ein Arbeitsfaden brach ab ({detail}); ein anderer übernahm.",
        pt="{when}: uma thread morreu ({detail}); outra tomou o lugar.",
    ),
    "upkeep.backup_failed": Phrase(
        en="No backup could be taken: {detail}",
        es="No se pudo hacer una copia: {detail}",
        fr="Aucune sauvegarde n'a pu être faite : {detail}",
        de="Es konnte keine Sicherung gemacht werden: {detail}",
        pt="Não foi possível fazer um backup: {detail}",
    ),
    "upkeep.unmended": Phrase(
        en="The index is damaged and could not be mended: {detail}",
        es="El índice está dañado y no pudo repararse: {detail}",
        fr="L'index est endommagé et n'a pas pu être réparé : {detail}",
        de="Der Index ist beschädigt und ließ sich nicht reparieren: {detail}",
        pt="O índice está danificado e não pôde ser reparado: {detail}",
    ),
}
