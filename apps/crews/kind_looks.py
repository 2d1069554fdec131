"""How each kind of request looks: word, icon and colour together, the same in office and portal."""

from apps.core.looks import Look
from apps.crews.states import RequestKind

K = RequestKind
KIND_LOOKS = {
    K.OVERTIME: Look(K.OVERTIME.label, "more_time", "indigo"),
    K.TIME_OFF: Look(K.TIME_OFF.label, "beach_access", "sky"),
    K.SICK_LEAVE: Look(K.SICK_LEAVE.label, "sick", "orange"),
    K.ACCESS: Look(K.ACCESS.label, "key", "slate"),
    K.PURCHASE: Look(K.PURCHASE.label, "shopping_cart", "lime"),
    K.OTHER: Look(K.OTHER.label, "help", "zinc"),
}
