package org.sallyport.directory.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {

    private final CommonPasswords common = new CommonPasswords();

    @ParameterizedTest
    @ValueSource(strings = {"password", "PASSWORD", "passwordpassword", "Password1234567", "!!!password2024!", "pass word pass word",
        "123456789012345", "1234567890123456789", "987654321098765", "abcdefghijklmnopqrst", "qwertyuiopasdfgh", "qwertyuiopasdfghjkl",
        "qwertyqwertyqwerty", "1qaz2wsx3edc4rfv", "aaaaaaaaaaaaaaaa", "abababababababab", "xyz9xyz9xyz9xyz9", "sallyport", "SallyPort2026!",
        "sallyportsallyport", "correct horse battery staple", "thisismypassword", "letmeinletmein", "alice", "Alice", "alicealicealice",
        "alice1234567890", "000000000000000", "ｐａｓｓｗｏｒｄ", "iloveyouiloveyou", "пароль1234567890"})
    void knowsWhatGuessersTry(String password) {
        assertTrue(common.contains(password, "alice"), password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four quiet horses graze", "kx7 Qm9 vT2 pL4 wz8", "password is not the key to heaven", "alice has four quiet horses",
        "849302847261948", "J'ai mangé trois pommes", "x", "mauve-otter-17-ladder"})
    void letsOthersThrough(String password) {
        assertFalse(common.contains(password, "alice"), password);
    }
}
