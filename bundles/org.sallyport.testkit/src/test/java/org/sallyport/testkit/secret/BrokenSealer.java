package org.sallyport.testkit.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.api.secret.Binding;
import org.sallyport.api.secret.SealException;
import org.sallyport.api.secret.Sealed;
import org.sallyport.api.secret.SecretSealer;

/** Sealers that each get one thing wrong, and the rules that say so. */
enum BrokenSealer {

    CANNOT_SEAL_NOTHING(() -> new RightSealer() {
        @Override
        public Sealed seal(byte[] secret, Binding binding) throws SealException {
            if (secret.length == 0) {
                throw new SealException("nothing to seal");
            }
            return super.seal(secret, binding);
        }
    }, "opensWhatItSealed"),

    USES_ONE_NONCE(() -> new RightSealer() {
        @Override
        byte[] nonce() {
            return new byte[NONCE];
        }
    }, "sealsDifferentlyEachTime", "servesManyThreadsAtOnce"),

    NAMES_ITS_KEY_BY_A_SENTENCE(() -> new RightSealer() {
        @Override
        public Sealed seal(byte[] secret, Binding binding) throws SealException {
            return new Sealed("the key of 2026", super.seal(secret, binding).bytes());
        }
    }, "namesTheKeyByAnIdThatIsFitForTheStore"),

    ONLY_SIGNS(() -> new RightSealer() {
        @Override
        public Sealed seal(byte[] secret, Binding binding) throws SealException {
            byte[] sealed = super.seal(secret, binding).bytes();
            byte[] both = Arrays.copyOf(sealed, sealed.length + secret.length);
            System.arraycopy(secret, 0, both, sealed.length, secret.length);
            return new Sealed(KEY_ID, both);
        }
    }, "theSecretIsNotInWhatIsStored"),

    IGNORES_THE_OWNER(() -> new RightSealer() {
        @Override
        byte[] bound(Binding binding) {
            return binding.purpose().getBytes(UTF_8);
        }
    }, "refusesAnotherOwner"),

    FOLDS_THE_OWNERS_CASE(() -> new RightSealer() {
        @Override
        byte[] bound(Binding binding) {
            return super.bound(new Binding(binding.owner().toLowerCase(Locale.ROOT), binding.purpose()));
        }
    }, "refusesAnotherOwner"),

    IGNORES_THE_PURPOSE(() -> new RightSealer() {
        @Override
        byte[] bound(Binding binding) {
            return binding.owner().getBytes(UTF_8);
        }
    }, "refusesAnotherPurpose"),

    JOINS_OWNER_AND_PURPOSE(() -> new RightSealer() {
        @Override
        byte[] bound(Binding binding) {
            return (binding.owner() + binding.purpose()).getBytes(UTF_8);
        }
    }, "tellsOwnerFromPurposeWhereTheyMeet"),

    PARTS_THEM_BY_A_CHARACTER_THEY_MAY_HOLD(() -> new RightSealer() {
        @Override
        byte[] bound(Binding binding) {
            return (binding.owner() + "\0" + binding.purpose()).getBytes(UTF_8);
        }
    }, "tellsOwnerFromPurposeWhereTheyMeet"),

    ENCRYPTS_WITHOUT_A_TAG(() -> new RightSealer() {
        @Override
        Cipher cipher(int mode, byte[] nonce, Binding binding) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(new byte[32], "AES"), new IvParameterSpec(Arrays.copyOf(nonce, 16)));
            return cipher;
        }
    }, "refusesEveryChangedBit", "refusesAnotherOwner", "refusesAnotherPurpose"),

    TAKES_TAMPERING_FOR_ABSENCE(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            try {
                return super.open(sealed, binding);
            } catch (SealException e) {
                return new byte[0];
            }
        }
    }, "refusesEveryChangedBit", "refusesWhatWasCutOffOrAdded", "refusesAnUnknownKeyAndNamesIt"),

    STUMBLES_OVER_WHAT_IS_TOO_SHORT(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            if (sealed.bytes().length < NONCE) {
                throw new ArrayIndexOutOfBoundsException(NONCE);
            }
            return super.open(sealed, binding);
        }
    }, "refusesWhatWasCutOffOrAdded"),

    OVERLOOKS_WHAT_WAS_ADDED(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            int length = sealed.bytes().length;
            boolean added = length > NONCE && sealed.bytes()[length - 1] == 0;
            return super.open(added ? new Sealed(sealed.keyId(), Arrays.copyOf(sealed.bytes(), length - 1)) : sealed, binding);
        }
    }, "refusesWhatWasCutOffOrAdded"),

    OPENS_UNDER_WHATEVER_KEY_IT_HAS(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            return super.open(new Sealed(KEY_ID, sealed.bytes()), binding);
        }
    }, "refusesAnUnknownKeyAndNamesIt"),

    LETS_A_KEY_ID_INTO_THE_LOG(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            if (!sealed.keyId().equals(KEY_ID)) {
                throw new SealException("there is no key " + sealed.keyId());
            }
            return super.open(sealed, binding);
        }
    }, "refusesAnUnknownKeyAndNamesIt"),

    CLEARS_THE_CALLERS_SECRET(() -> new RightSealer() {
        @Override
        public Sealed seal(byte[] secret, Binding binding) throws SealException {
            Sealed sealed = super.seal(secret, binding);
            Arrays.fill(secret, (byte) 0);
            return sealed;
        }
    }, "leavesItsArgumentsAsTheyWere"),

    SAYS_WHAT_IT_COULD_NOT_OPEN(() -> new RightSealer() {
        @Override
        public byte[] open(Sealed sealed, Binding binding) throws SealException {
            try {
                return super.open(sealed, binding);
            } catch (SealException e) {
                throw new SealException("cannot open " + HexFormat.of().formatHex(sealed.bytes()), e);
            }
        }
    }, "saysNothingOfTheSecretInAnyMessage"),

    SHOWS_THE_LAST_SECRET(() -> new RightSealer() {
        private volatile String last = "";

        @Override
        public Sealed seal(byte[] secret, Binding binding) throws SealException {
            last = new String(secret, ISO_8859_1);
            return super.seal(secret, binding);
        }

        @Override
        public String toString() {
            return "sealed " + last;
        }
    }, "saysNothingOfTheSecretInAnyMessage"),

    SHARES_A_FIELD_BETWEEN_THREADS(() -> new RightSealer() {
        private volatile Binding current;

        @Override
        byte[] bound(Binding binding) {
            current = binding;
            LockSupport.parkNanos(1);
            return super.bound(current);
        }
    }, "servesManyThreadsAtOnce");

    private final Supplier<SecretSealer> make;
    private final Set<String> rules;

    /** @param rules that must notice; others may too */
    BrokenSealer(Supplier<SecretSealer> make, String... rules) {
        this.make = make;
        this.rules = Set.of(rules);
    }

    SecretSealer make() {
        return make.get();
    }

    Set<String> rules() {
        return rules;
    }
}
