package org.sallyport.rest;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.api.access.Application;
import org.sallyport.api.access.Channel;
import org.sallyport.api.access.DoorReport;
import org.sallyport.api.access.Gate;
import org.sallyport.api.administration.ApiToken;
import org.sallyport.api.administration.Found;
import org.sallyport.api.administration.OpenSession;
import org.sallyport.api.administration.Person;
import org.sallyport.api.administration.RealmView;
import org.sallyport.api.administration.SettingView;
import org.sallyport.api.administration.Standing;
import org.sallyport.api.audit.AuditEvent;
import org.sallyport.api.directory.Finding;
import org.sallyport.api.directory.Principal;
import org.sallyport.api.directory.PrincipalId;
import org.sallyport.api.paging.Count;
import org.sallyport.api.paging.Page;

/** How things look from outside. */
final class Show {

    private Show() {
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** {@code AT_LEAST} becomes {@code at-least}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> ids(Collection<PrincipalId> ids) {
        return ids.stream().map(PrincipalId::toString).sorted().toList();
    }

    static Map<String, Object> count(Count count) {
        return object("certainty", word(count.certainty()), "value", count.value());
    }

    static <T> Map<String, Object> page(Page<T> page, Function<? super T, Object> entry) {
        return object("items", page.items().stream().map(entry).toList(), "next", page.next(), "total", count(page.total()));
    }

    static <T> Map<String, Object> found(Found<T> found, Function<? super T, Object> entry) {
        Map<String, Object> page = page(found.page(), entry);
        page.put("away", found.away());
        return page;
    }

    static Map<String, Object> principal(Principal principal) {
        return object("id", principal.id().toString(), "realm", principal.id().realm(), "kind", word(principal.id().kind()),
                "name", principal.name(), "displayName", principal.displayName(), "disabled", principal.disabled());
    }

    static Map<String, Object> person(Person person) {
        Map<String, Object> shown = principal(person.user());
        shown.put("standing", standing(person.standing()));
        return shown;
    }

    static Map<String, Object> standing(Standing standing) {
        return object("listed", standing.listed(), "enrolledAt", standing.enrolledAt(), "failedCodes", standing.failedCodes(),
                "failedPasswords", standing.failedPasswords(), "blockedUntil", standing.blockedUntil(), "locked", standing.locked(),
                "lastSignInAt", standing.lastSignInAt());
    }

    static Map<String, Object> session(OpenSession session) {
        return object("id", session.id(), "user", session.user().toString(), "name", session.name(), "displayName",
                session.displayName(), "factors", session.factors().stream().sorted().toList(), "createdAt", session.createdAt(),
                "lastSeenAt", session.lastSeenAt(), "expiresAt", session.expiresAt(), "address", session.address());
    }

    static Map<String, Object> event(AuditEvent event) {
        return object("sequence", event.sequence(), "at", event.at(), "action", word(event.action()), "outcome", word(event.outcome()),
                "reason", event.reason(), "actorId", event.actorId().map(PrincipalId::toString), "actor", event.actor(),
                "subjectId", event.subjectId().map(PrincipalId::toString), "subject", event.subject(), "address", event.address(),
                "door", event.door());
    }

    static Map<String, Object> setting(SettingView setting) {
        return object("key", setting.key(), "value", setting.value(), "standard", setting.standard(), "kind", word(setting.kind()),
                "least", setting.least(), "greatest", setting.greatest(), "choices", setting.choices());
    }

    static Map<String, Object> realm(RealmView realm) {
        return object("realm", realm.realm(), "state", word(realm.state()), "description", realm.description(), "trouble",
                realm.trouble(), "fingerprint", realm.fingerprint(), "known", realm.known(), "editable", realm.editable(),
                "listed", realm.listed());
    }

    static Map<String, Object> token(ApiToken token) {
        return object("id", token.id(), "name", token.name(), "scope", word(token.scope()), "owner", token.owner().toString(),
                "ownerName", token.ownerName(), "createdAt", token.createdAt(), "expiresAt", token.expiresAt(), "lastUsedAt",
                token.lastUsedAt());
    }

    static Map<String, Object> finding(Finding finding) {
        return object("level", word(finding.level()), "text", finding.text());
    }

    static Map<String, Object> door(DoorReport report) {
        return object("door", report.door().name(), "asks", word(report.asks()), "lastUsedAt", report.lastUsed(), "lastRefusedAt",
                report.lastRefused(), "findings", report.findings().stream().map(Show::finding).toList());
    }

    static Map<String, Object> channel(Channel channel) {
        return object("name", channel.name(), "rule", word(channel.rule()));
    }

    static Map<String, Object> gate(Gate gate) {
        return object("id", gate.id(), "name", gate.name(), "channels", gate.channels().stream().sorted().toList(), "createdAt",
                gate.createdAt());
    }

    static Map<String, Object> application(Application application) {
        return object("id", application.id(), "kind", word(application.kind()), "name", application.name(), "icon", application.icon(),
                "address", application.address().toString(), "audience", ids(application.audience()), "stepUpMinutes",
                application.stepUp().map(Duration::toMinutes), "gate", application.gate());
    }

    static Optional<Object> named(Optional<Principal> principal) {
        return principal.map(found -> object("id", found.id().toString(), "name", found.name(), "displayName", found.displayName()));
    }
}
