package org.sallyport.directory.unix;

import org.jvnet.libpam.impl.PAMLibrary;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;

/** libpam4j's binding, and the few names of Linux-PAM that it leaves out. */
interface Pam extends PAMLibrary {

    int TTY = 3;
    int FAIL_DELAY = 10;

    int SILENT = 0x8000;
    int DISALLOW_NULL_AUTHTOK = 0x0001;

    int AUTH_ERR = 7;
    int CRED_INSUFFICIENT = 8;
    int AUTHINFO_UNAVAIL = 9;
    int USER_UNKNOWN = 10;
    int MAXTRIES = 11;
    int NEW_AUTHTOK_REQD = 12;
    int ACCT_EXPIRED = 13;
    int CRED_EXPIRED = 16;
    int PERM_DENIED = 6;
    int AUTHTOK_EXPIRED = 27;

    /** What PAM calls instead of sleeping when it has refused somebody. */
    interface Delay extends Callback {
        void callback(int outcome, int microseconds, Pointer data);
    }

    int pam_set_item(pam_handle_t handle, int item, Delay delay);
}
