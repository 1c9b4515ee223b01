"""Invented news paragraphs in the 25 languages, with the legacy character sets that such pages come in."""

# ruff: noqa: E501 - a paragraph a language; where its lines end is of no account
from __future__ import annotations

PARAGRAPHS: dict[str, str] = {
    "en": "The harbour café reopened on Tuesday after a £40,000 repair. “We didn’t expect so many people,” said its "
    "owner, Maëlle Brontë, who served naïve visitors crème brûlée until midnight.",
    "ar": "أعلنت بلدية المدينة الساحلية يوم الثلاثاء أنها ستعيد فتح الجسر القديم أمام المشاة بعد أشغال دامت سنتين. وقال "
    "رئيس البلدية إن العمال أنهوا إصلاح الأعمدة في الموعد المحدد، وإن الكلفة لم تتجاوز الميزانية المقررة.",
    "de": "Die Stadtwerke öffnen die alte Fußgängerbrücke am Dienstag wieder. Nach zwei Jahren Bauzeit hätten die "
    "Arbeiter alle Pfeiler überprüft, sagte die Bürgermeisterin. Für Radfahrer bleibt der Weg vorläufig gesperrt.",
    "fr": "La passerelle du vieux port a été rouverte mardi après deux années de travaux. « Nous avons vérifié chaque "
    "pilier », a déclaré le maire, qui espère que les commerçants du quartier en profiteront dès cet été.",
    "es": "El puente peatonal del puerto volvió a abrir el martes después de dos años de obras. Según la alcaldesa, los "
    "técnicos revisaron cada pilar y la inversión no superó lo previsto. ¿Qué pasará mañana con los vecinos?",
    "pt": "A ponte de peões do porto reabriu na terça-feira após dois anos de obras. Segundo a presidente da câmara, os "
    "técnicos verificaram todos os pilares e a despesa não ultrapassou o que estava previsto na decisão inicial.",
    "it": "Il ponte pedonale del porto è stato riaperto martedì dopo due anni di lavori. La sindaca ha spiegato che i "
    "tecnici hanno verificato ogni pilone; la città però dovrà aspettare ancora perché la viabilità sia normale.",
    "nl": "De oude voetgangersbrug in de haven is dinsdag na twee jaar heropend. Volgens de burgemeester zijn álle "
    "pijlers gecontroleerd; de coördinatie met de cafés verliep goed en één weg blijft nog dicht, zei zij geïrriteerd.",
    "sv": "Den gamla gångbron i hamnen öppnades igen på tisdagen efter två års arbete. Enligt borgmästaren har alla "
    "pelare kontrollerats, och kostnaden blev inte högre än väntat. Många kände glädje när bandet klipptes.",
    "no": "Den gamle gangbrua i havna åpnet igjen tirsdag etter to års arbeid. Ifølge ordføreren er alle søylene "
    "kontrollert, og utgiftene ble ikke høyere enn ventet. Det første følget gikk over på under fem minutter.",
    "da": "Den gamle gangbro i havnen åbnede igen tirsdag efter to års arbejde. Ifølge borgmesteren er alle søjlerne "
    "blevet undersøgt, og udgifterne blev ikke højere end forventet. Mange gæster fik også kage på kajen.",
    "pl": "Stara kładka w porcie została ponownie otwarta we wtorek po dwóch latach prac. Według burmistrz wszystkie "
    "filary sprawdzono, a koszt nie był wyższy, niż się spodziewano. Mieszkańcy mogą już chodzić na drugą stronę.",
    "cs": "Stará lávka v přístavu byla v úterý po dvou letech prací znovu otevřena. Podle starostky byly všechny pilíře "
    "zkontrolovány a náklady nepřekročily původní odhad. Řidiči však musí čekat, než město opraví i vozovku.",
    "tr": "Limandaki eski yaya köprüsü iki yıl süren çalışmaların ardından salı günü yeniden açıldı. Belediye başkanı, "
    "bütün ayakların denetlendiğini ve harcamanın öngörülen sınırı aşmadığını söyledi. İlk geçişi öğrenciler yaptı.",
    "ru": "Старый пешеходный мост в порту снова открыли во вторник после двух лет работ. По словам мэра, все опоры "
    "проверены, а расходы не превысили того, что ожидалось. Жители района уже ходят на другой берег.",
    "uk": "Старий пішохідний міст у порту знову відкрили у вівторок після двох років робіт. За словами міського голови, "
    "всі опори перевірено, а витрати не перевищили очікуваних. Мешканці вже ходять на інший берег, її відкриття чекали.",
    "el": "Η παλιά πεζογέφυρα του λιμανιού άνοιξε ξανά την Τρίτη έπειτα από δύο χρόνια εργασιών. Σύμφωνα με τη δήμαρχο, "
    "όλοι οι στύλοι ελέγχθηκαν και το κόστος δεν ξεπέρασε τον προϋπολογισμό. Οι κάτοικοι περνούν ήδη απέναντι.",
    "he": "הגשר הישן להולכי רגל בנמל נפתח מחדש ביום שלישי לאחר שנתיים של עבודות. לדברי ראש העירייה, כל העמודים נבדקו "
    "וההוצאות לא עלו על הצפוי. תושבי השכונה כבר הולכים אל הגדה השנייה.",
    "fa": "پل قدیمی عابران در بندر پس از دو سال کار روز سه‌شنبه دوباره باز شد. به گفته شهردار همه ستون‌ها بررسی شده و "
    "هزینه از آنچه پیش‌بینی می‌شد بیشتر نبود. مردم محله اکنون به آن سوی رود می‌روند.",
    "hi": "बंदरगाह का पुराना पैदल पुल दो साल के काम के बाद मंगलवार को फिर से खोल दिया गया। महापौर ने कहा कि सभी खंभों की जाँच हो "
    "चुकी है और खर्च अनुमान से अधिक नहीं हुआ।",
    "id": "Jembatan penyeberangan tua di pelabuhan dibuka kembali pada hari Selasa setelah dua tahun dikerjakan. Menurut "
    "wali kota, semua tiang telah diperiksa – biayanya pun “tidak melebihi” perkiraan, dan kafé di tepi dermaga ramai.",
    "vi": "Cây cầu đi bộ cũ ở bến cảng được mở lại hôm thứ Ba sau hai năm sửa chữa. Theo lời thị trưởng, mọi trụ cầu đã "
    "được kiểm tra và chi phí không vượt quá dự kiến. Người dân trong khu phố đã đi sang bờ bên kia.",
    "ja": "港の古い歩道橋が二年間の工事を終えて、火曜日に再び開通しました。市長によると、すべての柱を点検し、費用も予算を"
    "超えなかったということです。近くの住民はさっそく向こう岸へ歩いて渡りました。",
    "ko": "항구의 오래된 보행자 다리가 이 년간의 공사를 마치고 화요일에 다시 열렸다. 시장은 모든 기둥을 점검했으며 비용도 "
    "예산을 넘지 않았다고 말했다. 주민들은 벌써 건너편으로 걸어 다니고 있다.",
    "zh": "港口的旧人行桥经过两年的施工，于星期二重新开放。市长表示，所有桥墩都已经检查过，费用也没有超出预算。"
    "附近的居民已经开始步行到对岸去了。",
    "zh-Hant": "港口的舊人行橋經過兩年的施工，於星期二重新開放。市長表示，所有橋墩都已經檢查過，費用也沒有超出預算。"
    "附近的居民已經開始步行到對岸去了。",
}

LEGACY: dict[str, tuple[str, ...]] = {
    "en": ("cp1252",),
    "ar": ("cp1256", "iso8859-6"),
    "de": ("cp1252", "iso8859-1", "iso8859-15"),
    "fr": ("cp1252", "iso8859-1"),
    "es": ("cp1252", "iso8859-1"),
    "pt": ("cp1252", "iso8859-1"),
    "it": ("cp1252", "iso8859-1"),
    "nl": ("cp1252", "iso8859-1"),
    "sv": ("cp1252", "iso8859-1"),
    "no": ("cp1252", "iso8859-1"),
    "da": ("cp1252", "iso8859-1"),
    "pl": ("cp1250", "iso8859-2"),
    "cs": ("cp1250", "iso8859-2"),
    "tr": ("cp1254", "iso8859-9"),
    "ru": ("cp1251", "koi8-r", "iso8859-5"),
    "uk": ("cp1251", "koi8-u"),
    "el": ("cp1253", "iso8859-7"),
    "he": ("cp1255", "iso8859-8"),
    "fa": ("cp1256",),
    "hi": (),
    "id": ("cp1252",),
    "vi": ("cp1258",),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
    "ko": ("euc_kr",),
    "zh": ("gb18030", "gb2312"),
    "zh-Hant": ("big5",),
}
