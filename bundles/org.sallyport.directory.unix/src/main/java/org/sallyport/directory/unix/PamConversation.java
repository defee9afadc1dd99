package org.sallyport.directory.unix;

import org.jvnet.libpam.impl.PAMLibrary;
import org.jvnet.libpam.impl.PAMLibrary.pam_conv.PamCallback;
import org.jvnet.libpam.impl.PAMLibrary.pam_message;
import org.jvnet.libpam.impl.PAMLibrary.pam_response;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** Answers PAM's hidden questions with the password, and leaves its messages unread. Any other question ends the talk. */
final class PamConversation implements PamCallback {

    private final byte[] password;

    PamConversation(byte[] password) {
        this.password = password;
    }

    @Override
    public int callback(int count, Pointer messages, Pointer answer, Pointer data) {
        if (count < 1 || count > 32) {
            return PAMLibrary.PAM_CONV_ERR;
        }
        // Comes from malloc, because PAM gives it to free.
        long bytes = (long) count * pam_response.SIZE;
        Pointer answers = new Pointer(Native.malloc(bytes));
        answers.clear(bytes);
        for (int at = 0; at < count; at++) {
            int style = new pam_message(messages.getPointer((long) Native.POINTER_SIZE * at)).msg_style;
            if (style == PAMLibrary.PAM_PROMPT_ECHO_OFF) {
                answers.setPointer((long) at * pam_response.SIZE, copy());
            } else if (style != PAMLibrary.PAM_ERROR_MSG && style != PAMLibrary.PAM_TEXT_INFO) {
                free(answers, at);
                return PAMLibrary.PAM_CONV_ERR;
            }
        }
        answer.setPointer(0, answers);
        return PAMLibrary.PAM_SUCCESS;
    }

    private Pointer copy() {
        Pointer copy = new Pointer(Native.malloc(password.length + 1L));
        copy.write(0, password, 0, password.length);
        copy.setByte(password.length, (byte) 0);
        return copy;
    }

    private void free(Pointer answers, int count) {
        for (int at = 0; at < count; at++) {
            Pointer copy = answers.getPointer((long) at * pam_response.SIZE);
            if (copy != null) {
                copy.clear(password.length);
                Native.free(Pointer.nativeValue(copy));
            }
        }
        Native.free(Pointer.nativeValue(answers));
    }
}
