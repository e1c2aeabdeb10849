//! The desktop app: the server in this process, its page in a window, and an icon in the tray.
//!
//! The page comes from the server over the loopback address, as in a browser, and can call nothing in here. Closing
//! the window keeps the server running, for everybody else on the network; quitting from the tray stops it. What went
//! wrong at the start is shown in the window, because an app has no terminal to say it on.

mod server;
mod tray;
mod window;
mod words;

use std::process::ExitCode;

use tauri::{App, AppHandle, Manager, RunEvent};

use crate::server::House;
use crate::words::Words;

/// Runs the app until it is quit.
pub fn run() -> ExitCode {
    let app = tauri::Builder::default().setup(|app| Ok(set_up(app)?)).build(tauri::generate_context!());
    match app {
        Ok(app) => ExitCode::from(u8::try_from(app.run_return(on_event)).unwrap_or(1)),
        Err(error) => {
            eprintln!("hearth: The window cannot be opened: {error}.");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &mut App) -> tauri::Result<()> {
    let words = Words::of_this_person();
    match House::open(app.handle()) {
        Ok(house) => {
            app.manage(house);
            window::open(app.handle())?;
            tray::show(app, &words);
        }
        Err(sentence) => window::tell_trouble(app, &words, &sentence)?,
    }
    Ok(())
}

fn on_event(app: &AppHandle, event: RunEvent) {
    match event {
        // The last window was closed. With an icon in the tray there is a way back, and a way to quit.
        RunEvent::ExitRequested { code: None, api, .. } if tray::is_shown(app) => api.prevent_exit(),
        RunEvent::Exit => {
            if let Some(house) = app.try_state::<House>() {
                house.stop();
            }
        }
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::open_or_log(app),
        _ => {}
    }
}
