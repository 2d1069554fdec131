"""What stands in a manual: the passage that answers best, with the document and the page."""

from apps.agent.answers.question import Question
from apps.agent.answers.told import Source, Told, quoted, source_line
from apps.agent.brains.rules.tokens import words
from apps.agent.saying import say
from apps.jobs.documents.reading import passage_about

# Words of questions that stand in every text and say nothing of what is asked.
ASKING = words("""
    what which who whom where when why how much many does did do is are was were the for and with this that there here
    have has had can could should would will shall may must you your our ours they them his her its it in on at of to
    from by about into any some please tell know need want find look say says mean means use take takes get got
    que cual cuales quien donde cuando como cuanto cuanta cuantos cuantas por para con los las una uno unos unas del
    este esta estos estas eso esa hay tiene tienen lleva llevan puedo puede debo debe se me le lo la el de en a y o un
    mi su sus favor digame diga sabe saber necesito quiero
""")
SHORTEST = 2


def in_documents(question: Question) -> Told | None:
    """The passage, quoted; nothing where no document in sight has enough of what is asked."""
    asked = [token.norm for token in question.tokens if token.norm not in ASKING and len(token.norm) >= SHORTEST]
    if len(asked) < SHORTEST:
        return None
    passage = passage_about(question.actor, asked)
    if passage is None:
        return None
    lang, title = question.lang, passage.manual.title
    place = say(lang, "{title}, page {page}", "{title}, página {page}", title=title, page=passage.page)
    return Told(f"{quoted(passage.text)}\n{source_line(lang, place)}", (Source.of(passage.manual, place),))
