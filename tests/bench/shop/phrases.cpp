// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/shop/phrases.h"

#include <cmath>

namespace counterbell::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kProperNames = 6'000;

QStringList list(const QString &text)
{
    return text.split(u'|');
}

const QStringList &customerLines()
{
    static const auto lines = list(
        u"Hi, is my {piece} ready yet?|Thanks so much, see you {day}!|Can I pick it up {day} after {hour}?|"
        "How much would it cost to fix the clasp on my {piece}?|I dropped off a {piece} last {day}, ticket {ticket}|"
        "OK|Perfect, thank you|Do you also work on {maker} pieces?|Is {price} dollars with the stone or without?|"
        "Sorry, I'm running late, can somebody wait until {hour}?|My wife will collect the {piece}, her name is {name}|"
        "What are your hours on {day}?|Could you send it to {maker} Street {ticket} instead?|"
        "The engraving should say \"{name} & {maker}\"|Great 😀|No worries, {day} is fine|"
        "I'd like the ring one size larger please, it is too tight in summer|Where do I park near the shop?|"
        "Please call me before you start on the {piece}, it was my grandmother's|Did you get my last message?"_s);
    return lines;
}

const QStringList &shopLines()
{
    static const auto lines = list(
        u"Hi {customer}, your {piece} is ready for pickup. We're open until {hour} on {day}.|"
        "Good morning {customer}, the goldsmith looked at your {piece}: it would be {price} dollars. Shall we go "
        "ahead?|"
        "Thank you, {customer}! Your ticket is {ticket}.|We can have it done by {day}, around {hour}.|"
        "Unfortunately the part from {maker} is late. We expect it on {day}.|You're welcome!|"
        "Yes, we repair {maker} pieces here in the workshop.|Of course, we'll wait for you until {hour}.|"
        "The stone sits firmly again and we polished the {piece} while we had it, no extra charge.|"
        "Could you send us a photo of the {piece}, please?|We are open Monday to Saturday from 9, {day} until {hour}.|"
        "Noted: engraving \"{name} & {maker}\", script letters, inside.|"
        "Hello {customer}, this is {name} from the counter. I put the {piece} aside for you.|"
        "It is insured while it is with us, you get the certificate from {maker} with it."_s);
    return lines;
}

const QStringList &pieces()
{
    static const auto names = list(u"gold ring|silver necklace|diamond ring|watch|pearl strand|locket|brooch|bracelet|"
                                   "pocket watch|signet ring|wedding band|earrings|charm bracelet|pendant|cufflinks|"
                                   "tennis bracelet|engagement ring|chain"_s);
    return names;
}

const QStringList &firstNames()
{
    static const auto names =
        list(u"Abigail|Adam|Aisha|Alice|Amelia|Anita|Anton|Aria|Arjun|Astrid|Audrey|Bella|Ben|Bridget|Caleb|Camille|"
             "Carlos|Clara|Connor|Cora|Daisy|Dana|Deepa|Dominic|Edith|Elias|Eliza|Erin|Esther|Farah|Felix|Finn|Flora|"
             "Freya|Gemma|George|Giulia|Hamish|Harriet|Hazel|Heidi|Henry|Hugo|Imogen|Iris|Ivy|Jack|Jasmine|Joel|Josie|"
             "Keira|Kiran|Lara|Leila|Leo|Liam|Luka|Maeve|Malik|Margot|Marta|Maya|Miles|Mira|Nate|Neha|Nina|Noah|Omar|"
             "Oscar|Penny|Petra|Quinn|Rachel|Rafael|Ravi|Rhys|Rosa|Ruby|Sasha|Selma|Simone|Stella|Tara|Tess|Toby|Uma|"
             "Vera|Victor|Willa|Xavier|Yasmin|Zara|Zoe|Åsa|Zoë|José|محمد"_s);
    return names;
}

const QStringList &lastNames()
{
    static const auto names =
        list(u"Abbott|Ahmed|Anderson|Bailey|Banerjee|Barnes|Bennett|Blake|Brooks|Burke|Campbell|Chan|Clarke|Cohen|"
             "Costa|Dawson|Delgado|Doyle|Dunn|Ellis|Evans|Farrell|Ferrari|Fletcher|Foster|Garcia|Gibson|Grant|Gupta|"
             "Hall|Hassan|Hayes|Hoffman|Hughes|Irwin|Jackson|Jansen|Jensen|Kapoor|Kaya|Kelly|Khan|Kim|Kovac|Lam|"
             "Larsen|Lee|Lewis|Lopez|Marsh|Mehta|Miller|Moreau|Murphy|Nakamura|Nelson|Novak|O'Brien|Okoye|Owens|Park|"
             "Patel|Pereira|Pham|Reid|Reyes|Rossi|Ryan|Sato|Schmidt|Shah|Silva|Singh|Stone|Sullivan|Tan|Taylor|Tran|"
             "Turner|Vella|Walsh|Wang|Watson|White|Wong|Yilmaz|Young|Zhang"_s);
    return names;
}

const QStringList &days()
{
    static const auto names = list(u"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|tomorrow|today"_s);
    return names;
}

} // namespace

Phrases::Phrases(Chance &chance) : m_chance(chance)
{
    const auto starts = list(u"Ba|Be|Bri|Ca|Cor|Da|Del|El|Fa|Fer|Ga|Gor|Ha|Hel|Ka|La|Lor|Ma|Mon|Na|Or|Pa|Ra|Ros|Sa|"
                             "Sel|Ta|Tor|Va|Wel|Za"_s);
    const auto middles = list(u"ba|den|ker|la|len|li|mar|mo|na|nel|ra|ri|ro|sa|ten|ti|va|ven|wi"_s);
    const auto ends = list(u"ck|da|ford|ham|kin|ley|lo|man|mann|na|ni|ras|rd|son|ston|ti|vik|wood"_s);
    QSet<QString> made;
    while (m_properNames.size() < kProperNames) {
        // Statements, not one sum: in which order its parts are drawn would be the compiler's choice.
        auto word = pick(starts);
        word += pick(middles);
        word += pick(ends);
        if (!made.contains(word)) {
            made.insert(word);
            m_properNames << word;
        }
    }
}

QString Phrases::pick(const QStringList &from)
{
    return from.at(m_chance.below(from.size()));
}

QString Phrases::properName()
{
    // The inverse of 1/rank's distribution: half of all are among the first 77.
    const auto rank = std::pow(double(kProperNames), m_chance.part()) - 1;
    return m_properNames.at(qsizetype(rank));
}

QString Phrases::filled(QString sentence, const QString &customer)
{
    const auto fill = [&](QLatin1StringView slot, const auto &value) {
        if (sentence.contains(slot))
            sentence.replace(slot, value());
    };
    fill("{customer}"_L1, [&] { return customer; });
    fill("{piece}"_L1, [&] { return piece(); });
    fill("{day}"_L1, [&] { return pick(days()); });
    fill("{hour}"_L1, [&] {
        const auto hour = 9 + m_chance.below(9);
        return u"%1:%2"_s.arg(hour).arg(m_chance.below(4) * 15, 2, 10, QChar(u'0'));
    });
    fill("{price}"_L1, [&] { return QString::number(20 + m_chance.below(900)); });
    fill("{ticket}"_L1, [&] { return u"R-%1"_s.arg(10'000 + m_chance.below(80'000)); });
    fill("{name}"_L1, [&] { return pick(firstNames()); });
    fill("{maker}"_L1, [&] { return properName(); });
    return sentence;
}

QString Phrases::fromCustomer()
{
    return filled(pick(customerLines()), {});
}

QString Phrases::fromShop(const QString &customer)
{
    return filled(pick(shopLines()), customer);
}

QString Phrases::note()
{
    return filled(u"Asked about the {piece} from {maker}, wants a call on {day}"_s, {});
}

QString Phrases::name()
{
    const auto first = pick(firstNames());
    return first + u' ' + pick(lastNames());
}

QString Phrases::piece()
{
    return pick(pieces());
}

} // namespace counterbell::bench
