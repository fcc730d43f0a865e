"""Words that the lines of news pages are recognised by, as data: each list is split where it is used."""

from __future__ import annotations

PLAYER_PHRASES = """
just watched|replay|more videos|must watch|now playing|next video|up next|play video|watch video|
video ad feedback|live tv|play|pause|mute|unmute|watch now|
"""
"""What a video player says, with `|` between phrases."""

LIST_PHRASES = """
read next|related|related articles|related stories|related topics|related content|related links|
related coverage|related news|related videos|related article|related story|more on this story|
more on this topic|more stories|more news|most popular|most read|most viewed|most watched|trending|
trending now|top stories|recommended|recommended for you|recommended stories|you may also like|
you might also like|don't miss|editor's picks|editors' picks|more like this|latest news|latest stories|
in other news|further reading|also on cnn|around the web|from the web|paid content|sponsored stories|
more from this section|popular now|what to read next|keep reading|more coverage|see also|
also read|
"""
"""What stands above a list of links."""

HIGHLIGHT_PHRASES = """
story highlights|highlights|article highlights|
"""
"""What stands above a list of highlights."""

NOISE_PHRASES = """
advertisement|advertising|ad|ads|ad feedback|ad choices|adchoices|sponsored|sponsored content|promoted|
story continues below advertisement|article continues below advertisement|
article continues after advertisement|continue reading|continue reading the main story|
continue reading below|story continues below|share|share this|share this article|share this story|
share this page|share this with|share article|share story|share on facebook|share on twitter|share on x|
share on linkedin|share on whatsapp|share via email|sharing options|share link|share options|tweet|
tweet this|facebook|twitter|x|instagram|whatsapp|linkedin|reddit|pinterest|telegram|messenger|flipboard|
email|e-mail|e-mail to a friend|email this article|email a friend|mixx it|digg|del.icio.us|copy link|
link copied|link copied!|print|print this article|save|save article|saved|bookmark|gift article|
comments|comment|view comments|show comments|leave a comment|add a comment|post a comment|
join the conversation|follow|follow us|following|subscribe|subscribe now|sign in|log in|login|sign up|
register|my account|menu|search|close|next|previous|back|back to top|skip to main content|
skip to content|skip to navigation|skip advertisement|skip|hide caption|show caption|toggle caption|
enlarge this image|enlarge|expand|view image in fullscreen|open image in gallery|view gallery|photos|
photo|gallery|image|video|videos|watch|listen|listen to article|published|updated|posted|last updated|
link|permalink|font size|text size|accessibility links|notifications|breaking news alerts|terms of use|
privacy policy|contact us|about us|cookie policy|newsletters|newsletter|featured|exclusive|breaking|
live|home|reuse content|transcript|quick guide|submit|map|interactive|thank you for reading|
read full story|read more|also read|full story|show more|load more|view more|see more|see all|view all|
was this article helpful?|report this ad|remove ads|more|loading|loading...|author|authors|
this article is more than|
"""
"""Buttons, labels and notices that say nothing of the article."""

OUTLETS = """
ABC|ABC News|AFP|Agence France-Presse|AP|AP News|Al Arabiya|Al Jazeera|Al-Monitor|ANI|ANSA|Ars Technica|
Associated Press|Axios|BBC|BBC News|BBC Sport|BBC World|BBC World Service|Bloomberg|Bloomberg News|
Boston Globe|BuzzFeed News|CBC|CBC News|CBS|CBS News|Chicago Tribune|CNBC|CNN|CNN Business|CNN Politics|
CNN Sport|CNN Travel|CNN Health|CNN Opinion|CNN Style|CNN Underscored|CNN en Español|CNN International|
CNN Radio|CNN Student News|CNNMoney|CNN Money|CNN Newsource|CNN Wire|CNN.com|Daily Mail|Daily Mirror|
Daily Telegraph|Der Spiegel|Deutsche Welle|dpa|DW|El País|EFE|ESPN|Euronews|Evening Standard|
Financial Times|Forbes|Fox Business|Fox News|France 24|Globe and Mail|Guardian|HLN|HuffPost|Irish Times|
ITV News|KABC|KCNA|KTLA|Kyodo|Kyodo News|Le Monde|Los Angeles Times|MarketWatch|McClatchy|Miami Herald|
MSNBC|NBC|NBC News|New York Post|New York Times|New Yorker|Newsweek|NHK|NPR|PA Media|PBS|PBS NewsHour|
Politico|Press Association|ProPublica|PTI|Reuters|RFE/RL|RTÉ|Sky News|Sky Sports|
South China Morning Post|Sydney Morning Herald|TASS|TechCrunch|Telemundo|The Atlantic|The Economist|
The Hill|The Independent|The Telegraph|The Times|The Verge|Toronto Star|UPI|USA Today|Univision|VOA|
VOA News|Voice of America|Vox|Wall Street Journal|Washington Post|WIRED|Xinhua|Yahoo News|Yonhap|
"""
"""Outlets that pages name without any other sign; a help where there is none, not a limit."""

FIRST_WORDS = """
photo photos photograph photographs image images picture pictures video illustration graphic graphics footage
slideshow credit credits courtesy caption pictured above below file in hide media reporting writing editing
additional further research production compiled edited written updated published posted last first copyright
tags tag topics topic filed keywords categories category more about all read watch see also related listen
gallery must up next click subscribe follow share ireport ireport.com jump recommended sign register
download stay never get tap check like find join tune for our source now story article by from just replay
estimated a an one two three this analysis opinion interactive explainer timeline podcast exclusive
fact map don't don’t
"""
"""What a line of furniture that ends with a full stop may begin with; other lines are soon done with."""

OUTLET_WORDS = """
times post journal tribune herald gazette chronicle star magazine observer courier examiner inquirer
mirror express telegraph mail record globe dispatch bulletin weekly today broadcasting tv radio news
"""
"""What the names of outlets end with, where they stand behind a comma in a byline."""

MONTHS = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
"""The months, January first, in the languages whose dates are read."""

SHORT_MONTHS = """
jan feb mar apr may jun jul aug sep oct nov dec
"""
"""English months as datelines shorten them."""

WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat
sun
"""
"""Days of the week, and how they are shortened."""

DATE_WORDS = """
a.m a.m. aedt aest ago am am. at bst by cdt cest cet cst ct date dated edt el em est est. et gmt h hkt
hours hrs il ist jst le local london mdt midnight min mins minute minutes mst mt new noon of on op p.m
p.m. pdt pm pm. pst pt read sgt the time uhr um utc york
"""
"""What else stands in a line of dates and times."""

PUBLISHED_WORDS = """
published posted created issued filed first publié publie veröffentlicht veroffentlicht publicado
pubblicato gepubliceerd originally
"""
"""What says that a date is that of publication."""

MODIFIED_WORDS = """
updated modified edited revised mis à jour aktualisiert actualizado aggiornato bijgewerkt stand last
"""
"""What says that a date is that of a change."""

OPINION_WORDS = """
commentary editorial editorials op-ed opinion opinions
"""
"""What a page calls the section, or the genre, of its opinions."""

NAME_PARTICLES = """
abu al ben bin da de del della den der des di dos du e el ibn la le san ter van von y zu
"""
"""Parts of people's names that are written small."""

ROLES = """
agencies agency analyst analysts anchor and assistant associate at broadcast bureau business chief
columnist columnists commentator congressional contributor contributors correspondent correspondents
crime deputy desk digital economics editor editors education entertainment environment executive fellow
for foreign freelance from health host house in intern international investigative journalist
journalists justice legal managing media medical national news newsroom of photographer political
presenter press producer producers radio religion reporter reporters researcher science security senior
service special sports staff team technology the white wire wires with writer writers
"""
"""What people in bylines are, and what joins that to their names."""

NOT_NAMES = """
file screengrab screenshot pool vpx handout stock getty archive
the a an this that in on at for his her its their our your my we they it he she contract law design
default comparison contrast all about more breaking latest live
"""
"""Words that are capitalised after "By", but are nobody's name."""

PLACE_WORDS = """
al an and at de del des du el in la le les near of off on san st the von
"""
"""Small words in the names of places."""

OPEN_ENDED = """
a an and are as at be been because between but by can could during from had has have he her his i if into is
it's its may might my nor of or our said says she should than that the their then these they this those to
told was we were where which while who will with would your
"""
"""Words that no heading ends with: what does was cut off."""

NEWS_LANGUAGES = """
af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk
km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te
tg th tl tr uk ur uz vi zh
"""
"""Languages (ISO 639-1) that news is published in, of those the language model knows."""
