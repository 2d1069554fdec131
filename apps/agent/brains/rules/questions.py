"""Questions, small talk, and words aimed at the agent instead of at the work."""

from apps.agent.brains.rules.tokens import words

TABLE = (
    (
        "question",
        0.9,
        """
            ^ what, ^ what is|are|was|time|about|kind|size|type|do|does|if|should|brand|model, ^ where,
            ^ where is|are|do|can|did|should, ^ when is|are|do|does|am|will|can|did|was|should, ^ who,
            ^ who is|are|do|has|can|should, ^ which, ^ how, ^ how do|does|is|many|much|long|far|can|should|come,
            ^ why,
            ^ do|does|did|is|are|am|was|were|has|have|will|would|should|can|could you|we|i|they|he|she|it|the|this|
            that|there|any|anyone|anybody|my|our|parts|tomorrow|someone|somebody,
            ^ any notes|word|idea|one|update|updates|info|news|chance|word,
            ^ anyone|anybody|someone know|have|has|got,
            can|could you|someone|anyone|somebody ~1 tell|remind|confirm|check|explain|look, do you know,
            tell me ~1 what|where|when|who|how|which, i have a question, quick question, question about,
            wondering if|what|when|where|how|about, not sure what|where|when|how|which|who|if, need to know,
            let me know ~1 what|where|when|who|how|which|if, remind me what|where|when|who|how|which, whats,
            ^ hey|hi|hello|ok|morning what|where|when|who|which|how,
            ^ and|also|so|ok|btw what|where|when|who|which|how|do|does|is|are|did, wheres, address for|of,
            status on|of, any idea, show me, how about,
            ^ que ~1 hora|dia|es|tipo|tamano|significa|hago|hay|hacemos|codigo|modelo|pieza|material|sigue|debo|
            trabajo|horario|marca, ^ a que hora, ^ cual|cuales, ^ donde|adonde,
            ^ cuando es|son|llega|llegan|toca|empieza|empiezo|me|viene|va|van|tengo|nos|sera|sale, ^ quien|quienes,
            ^ como se|hago|va|puedo|le|reinicio|cambio|es|funciona|configuro|conecto|reseteo,
            ^ cuanto|cuantos|cuanta|cuantas, ^ por que, ^ porque, ^ hay algun|alguna|notas|mas|repuestos|piezas,
            ^ tenemos|tienen|tienes, me pueden|puede|puedes|podrian|podrias decir|confirmar|recordar|explicar,
            alguien sabe|tiene, sabes|saben si|donde|cuando|cual|que|como, tengo una pregunta, una pregunta,
            una duda, tengo duda, me ~1 dices|dicen|dice|digan ~1 que|cual|donde|como|cuando|a, ^ en que, ^ de que,
            ^ para cuando, ^ sigue en pie, ^ ya llegaron, necesito saber, quisiera saber, quiero saber, cual es,
            donde queda|esta|es
        """,
    ),
    (
        "general",
        0.93,
        """
            ^ thank you|u? ~6 $, ^ thanks ~6 $, ^ ok ~3 $, ^ okay ~3 $, ^ got it ~4 $, ^ copy ~2 $, ^ copy that,
            ^ roger ~2 $, ^ will do ~2 $, ^ sounds good ~2 $,
            ^ good morning|afternoon|evening|night|day|luck|job|work|idea ~5 $, ^ morning ~4 $, ^ hi ~4 $,
            ^ hello ~4 $, ^ hey ~4 $, have a good|great|nice|safe, lol, haha, hahaha, happy birthday, congrats,
            congratulations, nice work, great work|job, well done, ^ yes ~2 $, ^ yep ~2 $, ^ yeah ~2 $, ^ no $,
            ^ nope ~2 $, ^ sure ~2 $, ^ np $, no problem, no worries, youre welcome, you are welcome, ^ cool ~2 $,
            ^ perfect ~2 $, ^ great ~2 $, ^ awesome ~2 $, ^ understood ~2 $, ^ noted ~2 $, weather is, see you,
            talk ~1 later|soon, my bad, sorry, cheers, merry christmas, happy new,
            happy ~1 friday|monday|holidays|thanksgiving, how are you, how is it going, whats up, good game,
            just testing, ^ test $, ^ testing $, never mind, nevermind, ignore that, wrong chat, please ignore,
            ^ gracias ~5 $, muchas gracias, mil gracias, ^ vale ~2 $, ^ buenos dias ~5 $, ^ buenas ~5 $,
            ^ buenas tardes|noches ~5 $, ^ hola ~5 $, jaja, jajaja, jajajaja, jeje, ^ entendido ~3 $,
            ^ de acuerdo ~3 $, ^ perfecto ~2 $, ^ claro ~3 $, ^ si ~2 $, ^ sale ~2 $, ^ orale ~2 $, ^ enterado ~2 $,
            ^ recibido ~2 $, ^ copiado ~2 $, feliz cumpleanos, felicidades, buen fin, buen provecho, buen trabajo,
            buen dia, que tengan, que descansen, nos vemos, saludos, como estan, que tal, igualmente, de nada,
            bendiciones, cuidense, disculpen, perdon
        """,
    ),
)

# Spoken to the agent, to bend it. The sentence is dropped, and the orders that follow in it.
AIMED_AT_THE_AGENT = """
    ignore|disregard|forget|bypass|override ~3 rule|rules|instruction|instructions|prompt|guidelines|policy|
    policies|everything|safety|restrictions|training, you are now, you are no longer, system prompt, ^ system,
    ^ assistant, ^ developer mode, developer mode, jailbreak, pretend ~2 to be|you|that, act as, from now on you,
    new instructions, your instructions, your rules, your prompt, reveal, as an ai, as a language model,
    print ~2 prompt|instructions, run ~1 command|sql|code, drop table, admin mode, sudo,
    delete all|everything|every, mark all|every, approve all|every, close all|every, cancel all|every,
    grant me admin, make me admin, give me admin, without asking, without approval, do not tell,
    email ~3 list|data|database|passwords, send ~4 database|passwords, act like,
    ignora|ignore|ignoren|olvida|olvide|desobedece ~3 regla|reglas|instruccion|instrucciones|politica|politicas|
    todo|anterior|anteriores, ahora eres, eres ahora, finge, actua como, modo desarrollador|administrador|admin,
    borra|borre|elimina|elimine ~1 todo|todos|todas, marca|aprueba|cierra|cancela todo|todos|todas, revela,
    sin preguntar, prompt del sistema, tus reglas, tus instrucciones, hazme admin
"""
ORDERS = words("""
    mark close delete approve cancel give grant send print reveal act pretend output forget tell set make
    execute run say respond assign pay email list show marca borra elimina aprueba cierra cancela manda envia
    dame muestra ejecuta pon haz
""")
