"""Two invented reports of one shelling, in English and in Arabic, which no reader knows, and words of the second."""

from __future__ import annotations

HARBOUR = """\
---
title: Shelling at the harbour
publisher: Harbour Gazette
published: 2019-03-04
url: https://gazette.example/harbour
---

Artillery shells hit the harbour of Latakia on 3 March 2019, the port authority said. Four people were killed and eleven
were wounded, according to the port authority.
"""

ARABIC = """\
---
title: قصف على مرفأ اللاذقية
publisher: وكالة الساحل
published: 2019-03-05
---

قالت وزارة الدفاع إن ستة أشخاص قتلوا عندما سقطت قذائف على مرفأ اللاذقية يوم الأحد.

ونفى متحدث باسم الوزارة مشاركة سفن حربية في القصف.
"""
WORDS = "ستة أشخاص"
