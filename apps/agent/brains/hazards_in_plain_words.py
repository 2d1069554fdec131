"""Danger in words that leave no doubt: the weights neither learn from these phrases nor overrule them.

The phrases of `hazards_of_sites.py` and `hazards_to_people.py` are many, and some are trade or idiom in other messages;
these few are not. In the language of `rules/patterns.py`. Nothing needs retraining when one is added.
"""

from apps.agent.brains.hazards import Hazard

IN_PLAIN_WORDS = {
    Hazard.GAS: """
        @smell ~3 rotten|bad egg|eggs, rotten|bad egg|eggs ~1 @smell, @huele ~3 huevo|huevos podrido|podridos
    """,
    Hazard.EXPLOSION: """
        boiler|heater|furnace|compressor|transformer|cylinder|tank|panel ~1 blew|blown up,
        exploto|reventando ~2 caldera|boiler|calentador|tanque|cilindro|transformador,
        caldera|boiler|calentador|tanque|cilindro|transformador ~1 exploto
    """,
    Hazard.VIOLENCE: """
        they|he|she|guy|man|woman|customer|tenant|somebody|someone|kid|neighbor ~1 has|have|got|with a gun|pistol|rifle|
        shotgun|machete, tiene|tienen|trae|traen|con ~1 pistola|machete|escopeta|revolver
    """,
    Hazard.CARBON_MONOXIDE: """
        we|everybody|everyone|customer|tenant|family|helper ~4 dizzy|lightheaded|woozy,
        dizzy|lightheaded|woozy|headache|headaches ~4 boiler|furnace|heater|generator|stove,
        todos|familia|cliente|companero ~3 mareado|mareada|mareados
    """,
}

NOT_SO_PLAIN = """
    rotten|bad egg|eggs ~3 in|from ~2 water|sample|well|drain
"""
"""Sulphur in water smells so as well; with these words the weights decide."""
